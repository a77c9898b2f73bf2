"""Refusals of recognition."""

from __future__ import annotations

from erm.core.errors import Conflict, InvalidInput, NotAllowed, NotFound


class KudosNotFound(NotFound):
    """No such kudos, withdrawn, or not for the actor to see."""

    code = "KUDOS_NOT_FOUND"


class CommentNotFound(NotFound):
    """No such comment, deleted, or under kudos that the actor may not see."""

    code = "KUDOS_COMMENT_NOT_FOUND"


class NoReceiver(InvalidInput):
    """Kudos need somebody to thank."""

    code = "KUDOS_WITHOUT_RECEIVER"


class TooManyReceivers(InvalidInput):
    """Kudos thank at most twenty people. ``maximum`` says how many."""

    code = "KUDOS_TOO_MANY_RECEIVERS"


class ReceiverTwice(InvalidInput):
    """Somebody is named twice."""

    code = "KUDOS_RECEIVER_TWICE"


class ThankedOneself(InvalidInput):
    """Nobody thanks themselves."""

    code = "KUDOS_TO_ONESELF"


class CompanyValueUnknown(InvalidInput):
    """No company value has this id."""

    code = "COMPANY_VALUE_UNKNOWN"


class CompanyValueRetired(InvalidInput):
    """The company no longer gives kudos under this value."""

    code = "COMPANY_VALUE_RETIRED"


class KudosHidden(NotAllowed):
    """Hidden kudos can be read by a few, but not reacted to or commented on."""

    code = "KUDOS_HIDDEN"


class AlreadyPrivate(Conflict):
    """The kudos are private already."""

    code = "KUDOS_ALREADY_PRIVATE"


class AlreadyHidden(Conflict):
    """The kudos are hidden already."""

    code = "KUDOS_ALREADY_HIDDEN"


class TooManyGroups(InvalidInput):
    """Kudos thank at most ``maximum`` teams and departments."""

    code = "KUDOS_TOO_MANY_GROUPS"


class GroupUnknown(InvalidInput):
    """No such team or department."""

    code = "KUDOS_GROUP_UNKNOWN"


class GroupEmpty(InvalidInput):
    """There is nobody in it to thank."""

    code = "KUDOS_GROUP_EMPTY"


class GroupsTooLarge(InvalidInput):
    """The groups have more than ``maximum`` people together."""

    code = "KUDOS_GROUPS_TOO_LARGE"


class AudienceMissing(InvalidInput):
    """Thanks for a team need to say which."""

    code = "KUDOS_AUDIENCE_MISSING"


class AudienceDoesNotFit(InvalidInput):
    """Neither the author nor a receiver belongs to that team."""

    code = "KUDOS_AUDIENCE_DOES_NOT_FIT"


class ValueRequired(InvalidInput):
    """The company asks for a value with every thank-you."""

    code = "KUDOS_VALUE_REQUIRED"


class TooManyMentions(InvalidInput):
    """At most ``maximum`` people are mentioned in one text."""

    code = "KUDOS_TOO_MANY_MENTIONS"


class KeyInvalid(InvalidInput):
    """The key that a client gives to one giving is a UUID."""

    code = "KUDOS_KEY_INVALID"


class KeyUsed(Conflict):
    """These kudos were given already, and are gone since."""

    code = "KUDOS_KEY_USED"


class KudosTooOldToEdit(NotAllowed):
    """Kudos can be changed for ``count`` hours."""

    code = "KUDOS_TOO_OLD_TO_EDIT"


class KudosChanged(Conflict):
    """The kudos were changed meanwhile."""

    code = "STALE_VERSION"


class KudosNotHidden(Conflict):
    """What is to be shown again is not hidden."""

    code = "KUDOS_NOT_HIDDEN"


class OwnWords(NotAllowed):
    """Nobody moderates what they wrote themselves."""

    code = "MODERATION_OF_OWN_WORDS"


class ScheduledNotFound(NotFound):
    """No such thanks for later, or not one's own."""

    code = "SCHEDULED_KUDOS_NOT_FOUND"


class ScheduledSettled(Conflict):
    """They were said or cancelled already."""

    code = "SCHEDULED_KUDOS_SETTLED"


class ScheduleOutOfRange(InvalidInput):
    """Thanks for later are said within ``count`` days from now."""

    code = "SCHEDULED_KUDOS_OUT_OF_RANGE"


class TooManyScheduled(Conflict):
    """At most ``maximum`` thanks wait for their day."""

    code = "SCHEDULED_KUDOS_TOO_MANY"


class ValueNotFound(NotFound):
    """No such company value."""

    code = "COMPANY_VALUE_NOT_FOUND"


class ValueNameTaken(Conflict):
    """Another company value has this name, in use or not."""

    code = "COMPANY_VALUE_NAME_TAKEN"


class ValueLookUnknown(InvalidInput):
    """The colour or the sign is none of those that there are."""

    code = "COMPANY_VALUE_LOOK_UNKNOWN"


class ValueOrderIncomplete(InvalidInput):
    """An order names every value in use once."""

    code = "COMPANY_VALUE_ORDER_INCOMPLETE"


class ValueStale(Conflict):
    """Somebody else changed the value meanwhile."""

    code = "STALE_VERSION"


class PointsNegative(InvalidInput):
    """Points are given, not taken."""

    code = "KUDOS_POINTS_NEGATIVE"


class FollowedOneself(InvalidInput):
    """Nobody follows themselves."""

    code = "FOLLOWED_ONESELF"


class ExportDaysOutOfRange(InvalidInput):
    """A file holds the kudos of 1 to ``maximum`` days."""

    code = "KUDOS_EXPORT_DAYS_OUT_OF_RANGE"
