"""The company in departments, for HR: how often they meet one on one, and how they are tied."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import strawberry

from erm.relationships import network, rates, ties
from erm.relationships.network import (
    DepartmentNetworkView,
    NetworkDepartmentView,
    NetworkFindingView,
)
from erm.relationships.rates import DepartmentRateView
from erm.schema.context import Info


@strawberry.type(
    description="How often the people of a department met one on one, against how often they meant "
    "to. A meeting is counted for each of the two people."
)
class DepartmentRate:
    """The rates of one group."""

    key: str = strawberry.field(description="Its name in lists.")
    name: str = strawberry.field(description="Name of the department.")
    people: int = strawberry.field(description="How many people belong to it, five or more.")
    meeting_people: int = strawberry.field(description="How many of them met in the last 90 days.")
    held30: int = strawberry.field(description="Held in the last 30 days.")
    held90: int = strawberry.field(description="Held in the last 90 days.")
    held365: int = strawberry.field(description="Held in the last 365 days.")
    rate30: float | None = strawberry.field(
        description="Held of what was meant in 30 days; null where less than one was meant."
    )
    rate90: float | None = strawberry.field(
        description="Held of what was meant in 90 days; null where less than one was meant."
    )
    rate365: float | None = strawberry.field(
        description="Held of what was meant in 365 days; null where less than one was meant."
    )

    @classmethod
    def of(cls, view: DepartmentRateView) -> DepartmentRate:
        """Dress a view."""
        return cls(
            key=view.key,
            name=view.name,
            people=view.people,
            meeting_people=view.meeting_people,
            held30=view.held[30],
            held90=view.held[90],
            held365=view.held[365],
            rate30=view.rate[30],
            rate90=view.rate[90],
            rate365=view.rate[365],
        )


@strawberry.type(description="How often departments meet one on one.")
class OneOnOneRates:
    """Rates of all departments of which something may be told."""

    minimum: int = strawberry.field(
        description="Fewest people of a department about which anything is told."
    )
    departments: list[DepartmentRate] = strawberry.field(
        description="Departments by name. Each person is in exactly one. Smaller ones are put "
        "together in one row, and counted nowhere if they are too few even so."
    )
    company: DepartmentRate | None = strawberry.field(
        description="All rows together; null where there is none."
    )
    withheld: int = strawberry.field(
        description="Departments without a row of their own because they are too small."
    )


@strawberry.enum(description="What ties two departments.")
class TieKind(Enum):
    """The kinds of ties."""

    MEETINGS = strawberry.enum_value("meetings", description="One-on-ones.")
    THANKS = strawberry.enum_value("thanks", description="Kudos, and thanks for feedback.")
    FEEDBACK = strawberry.enum_value("feedback", description="Feedback given.")


@strawberry.enum(description="What stands out in the network.")
class NetworkFindingKind(Enum):
    """The kinds of findings."""

    SILO = strawberry.enum_value(
        "silo", description="Nearly all contacts stay inside, and few others are reached."
    )
    OVER_RELIANCE = strawberry.enum_value(
        "over_reliance", description="More than half of a tie rests on one person."
    )
    BRIDGE = strawberry.enum_value(
        "bridge", description="Without this department parts of the company would not be tied."
    )
    NO_TIE = strawberry.enum_value("no_tie", description="Tied to no other department.")


@strawberry.type(description="A department on the map.")
class NetworkDepartment:
    """A node."""

    key: str = strawberry.field(description="Its name in this network.")
    name: str = strawberry.field(description="Name of the department.")
    people: int = strawberry.field(description="How many people belong to it, five or more.")
    x: float = strawberry.field(description="Its place from left to right, 0 to 1.")
    y: float = strawberry.field(description="Its place from top to bottom, 0 to 1.")
    inside_share: float = strawberry.field(
        description="The share of its contacts that stay inside, 0 to 1 in steps of 0.05; 0 where "
        "there are none to tell of."
    )
    reach: int = strawberry.field(description="To how many departments it is tied.")
    betweenness: float = strawberry.field(
        description="The share, 0 to 1, of shortest ways between other departments that lead "
        "through it."
    )

    @classmethod
    def of(cls, view: NetworkDepartmentView) -> NetworkDepartment:
        """Dress a view."""
        return cls(
            key=view.key,
            name=view.name,
            people=view.people,
            x=view.measures.x,
            y=view.measures.y,
            inside_share=view.measures.inside_share,
            reach=view.measures.reach,
            betweenness=view.measures.betweenness,
        )


@strawberry.type(
    description="How two departments are tied. Told only of kinds of contact to which at least five "
    "pairs of people contribute, at least three people on each side; numbers are rounded."
)
class NetworkTie:
    """An edge."""

    key: str = strawberry.field(description="Its name in lists.")
    from_key: str = strawberry.field(description="One department.")
    to_key: str = strawberry.field(description="The other department.")
    contacts: int = strawberry.field(description="Contacts of all kinds that are told.")
    meetings: int = strawberry.field(description="One-on-ones; 0 where too few people met.")
    thanks: int = strawberry.field(description="Thanks; 0 where too few people thanked.")
    feedback: int = strawberry.field(description="Feedback; 0 where too few people gave any.")
    pairs_at_least: int = strawberry.field(
        description="At least so many pairs of people take part: 5, 10, 20, 50, 100 and so on."
    )

    @classmethod
    def of(cls, view: ties.Tie) -> NetworkTie:
        """Dress a view."""
        return cls(
            key=f"{view.first}:{view.second}",
            from_key=view.first,
            to_key=view.second,
            contacts=view.total,
            meetings=view.contacts.get(ties.TieKind.MEETINGS, 0),
            thanks=view.contacts.get(ties.TieKind.THANKS, 0),
            feedback=view.contacts.get(ties.TieKind.FEEDBACK, 0),
            pairs_at_least=view.pairs_at_least,
        )


@strawberry.type(description="Something in the network that HR may want to look at.")
class NetworkFinding:
    """A finding."""

    key: str = strawberry.field(description="Its name in lists.")
    kind: NetworkFindingKind = strawberry.field(description="What stands out.")
    text: str = strawberry.field(description="It in words, in the viewer's language.")
    department_keys: list[str] = strawberry.field(description="The departments it is about.")

    @classmethod
    def of(cls, view: NetworkFindingView) -> NetworkFinding:
        """Dress a view."""
        return cls(
            key=view.key,
            kind=NetworkFindingKind[view.kind.name],
            text=view.text,
            department_keys=list(view.department_keys),
        )


@strawberry.type(
    description="How departments are tied by one-on-ones, thanks and feedback. It names nobody."
)
class DepartmentNetwork:
    """The map and its table."""

    minimum: int = strawberry.field(
        description="Fewest people of a department about which anything is told."
    )
    days: int = strawberry.field(description="Over how many days contacts are counted.")
    departments: list[NetworkDepartment] = strawberry.field(description="Departments by name.")
    ties: list[NetworkTie] = strawberry.field(description="Ties between them.")
    findings: list[NetworkFinding] = strawberry.field(description="What stands out.")
    withheld: int = strawberry.field(
        description="Departments that are not on the map because they are too small."
    )

    @classmethod
    def of(cls, view: DepartmentNetworkView) -> DepartmentNetwork:
        """Dress a view."""
        return cls(
            minimum=view.minimum,
            days=view.days,
            departments=[NetworkDepartment.of(each) for each in view.departments],
            ties=[NetworkTie.of(each) for each in view.ties],
            findings=[NetworkFinding.of(each) for each in view.findings],
            withheld=view.withheld,
        )


@strawberry.type
class NetworkQuery:
    """Root fields for HR."""

    @strawberry.field(
        description="How often departments meet one on one. HR only; null for everybody else."
    )
    async def one_on_one_rates(self, info: Info) -> OneOnOneRates | None:
        """Rates."""
        view = await rates.one_on_one_rates(info.context.actor)
        if view is None:
            return None
        return OneOnOneRates(
            minimum=view.minimum,
            departments=[DepartmentRate.of(each) for each in view.departments],
            company=None if view.company is None else DepartmentRate.of(view.company),
            withheld=view.withheld,
        )

    @strawberry.field(
        description="How departments are tied to each other. HR only; null for everybody else."
    )
    async def department_network(
        self,
        info: Info,
        days: Annotated[
            int, strawberry.argument(description="Over the last 30, 90 or 365 days.")
        ] = 90,
        kinds: Annotated[
            list[TieKind] | None,
            strawberry.argument(description="Only ties of these kinds; null for all."),
        ] = None,
    ) -> DepartmentNetwork | None:
        """The network."""
        chosen = None if kinds is None else [ties.TieKind[kind.name] for kind in kinds]
        view = await network.department_network(info.context.actor, days=days, kinds=chosen)
        return None if view is None else DepartmentNetwork.of(view)
