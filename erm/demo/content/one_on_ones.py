"""The one-on-one series: who meets whom, how often, and what was written down."""

from erm.demo.content.kinds import Cadence, SeriesSpec
from erm.demo.content.meetings_en import LUIS_JOAO, THEO_SOFIA
from erm.demo.content.meetings_leading import (
    CLAIRE_THEO,
    INGRID_HANNAH,
    MAGGIE_LUIS,
    MARCUS_ELENA,
    RUBEN_TOMAS,
    THEO_EGOR,
)
from erm.demo.content.meetings_ru import ELENA_ARTYOM, ELENA_POLINA

S = SeriesSpec
TWO: Cadence = "every_two_weeks"

SERIES = (
    # The principal characters
    S("elena-artyom", "elena", "artyom", TWO, 170, 1, "11:00", ("ru:platform", "ru:common"),
      missed=(7,), scripts=ELENA_ARTYOM,
      recurring="Как нагрузка: что отложим, если станет больше?"),
    S("theo-sofia", "theo", "sofia", TWO, 170, 2, "10:00", ("design", "common"), missed=(7,),
      scripts=THEO_SOFIA, recurring="How full is your week, honestly?"),
    S("luis-joao", "luis", "joao", TWO, 170, 3, "10:30", ("care", "common"), missed=(7,),
      scripts=LUIS_JOAO, recurring="Which call has stayed with you?"),
    S("ingrid-hannah", "ingrid", "hannah", TWO, 150, 0, "09:30", ("leading", "common"),
      missed=(5,), scripts=INGRID_HANNAH),
    S("ruben-tomas", "ruben", "tomas", "monthly", 168, 3, "09:00", ("common",), missed=(3,),
      scripts=RUBEN_TOMAS),
    S("marcus-elena", "marcus", "elena", TWO, 142, 4, "10:00", ("leading", "engineering"),
      missed=(7,), scripts=MARCUS_ELENA),
    S("maggie-luis", "maggie", "luis", TWO, 128, 1, "10:00", ("leading", "care"), missed=(5,),
      scripts=MAGGIE_LUIS),
    S("claire-theo", "claire", "theo", "monthly", 170, 4, "11:00", ("leading", "design"),
      scripts=CLAIRE_THEO),
    S("elena-polina", "elena", "polina", TWO, 128, 2, "12:00", ("ru:platform", "ru:common"),
      missed=(4,), scripts=ELENA_POLINA),
    # Open, past its day, and the two before it fell through
    S("theo-egor", "theo", "egor", TWO, 150, 0, "09:00", ("design", "common"), week=-1,
      missed=(1, 2, 7), scripts=THEO_EGOR),
    # Leading
    S("ingrid-marcus", "ingrid", "marcus", TWO, 140, 1, "09:00", ("leading", "common"), week=1,
      missed=(2, 6)),
    S("ingrid-claire", "ingrid", "claire", "monthly", 165, 2, "15:00", ("leading", "common"),
      missed=(1, 2)),
    S("marcus-freya", "marcus", "freya", TWO, 128, 3, "14:00", ("devices", "leading"), week=1,
      missed=(3,)),
    # Platform; Grace changed managers
    S("marcus-grace", "marcus", "grace", TWO, 165, 2, "16:00", ("engineering", "common"),
      missed=(2,), ended=63),
    S("elena-grace", "elena", "grace", "weekly", 56, 3, "17:30", ("engineering", "common"),
      missed=(3,)),
    S("elena-jonas", "elena", "jonas", TWO, 156, 4, "14:00", ("engineering", "leading"), week=1,
      missed=(7,)),
    S("polina-denis", "polina", "denis", TWO, 126, 0, "12:00", ("ru:platform", "ru:common"),
      missed=(7, 3)),
    S("polina-ilya", "polina", "ilya", TWO, 112, 3, "12:30", ("ru:platform", "ru:common"), week=1),
    S("jonas-samir", "jonas", "samir", TWO, 140, 1, "13:00", ("engineering", "common"),
      missed=(5,)),
    S("jonas-bethany", "jonas", "bethany", "weekly", 13, 2, "14:00", ("common", "engineering")),
    # Devices
    S("lukas-svetlana", "lukas", "svetlana", TWO, 154, 0, "10:00", ("devices", "common"), week=1),
    S("lukas-nikita", "lukas", "nikita", TWO, 140, 2, "09:00", ("devices", "common"),
      missed=(4,)),
    S("daniel-ana", "daniel", "ana", TWO, 126, 1, "15:00", ("devices", "common"), week=1,
      missed=(2,)),
    # Product
    S("theo-rachel", "theo", "rachel", TWO, 91, 3, "15:00", ("research", "common"), missed=(2,)),
    # Care; Rachel left it for Product
    S("luis-rosa", "luis", "rosa", TWO, 154, 0, "14:00", ("care", "common"), week=1,
      missed=(1, 4)),
    S("luis-yana", "luis", "yana", TWO, 156, 2, "11:30", ("care", "leading"), missed=(7,)),
    S("yana-alina", "yana", "alina", TWO, 128, 4, "12:00", ("ru:support", "ru:common")),
    S("devon-emily", "devon", "emily", TWO, 142, 4, "11:00", ("care", "common"), week=1,
      missed=(8,)),
    S("devon-rachel", "devon", "rachel", TWO, 175, 1, "14:00", ("care", "common"), ended=96),
    # Operations; Gregor has left
    S("anton-vera", "anton", "vera", TWO, 126, 1, "10:00", ("ru:supply", "ru:common"),
      missed=(5,), skip=1),
    S("anton-gregor", "anton", "gregor", TWO, 170, 3, "15:00", ("operations", "common"),
      missed=(3,), ended=36),
    S("fiona-ravi", "fiona", "ravi", TWO, 154, 1, "11:30", ("operations", "common"), week=1,
      missed=(3,), pause=(9, 16)),
    S("marta-timur", "marta", "timur", TWO, 126, 4, "09:00", ("operations", "common")),
    # A mentor, and colleagues who meet because they want to
    S("claire-sofia", "claire", "sofia", "monthly", 128, 1, "16:30", ("design",), kind="mentor"),
    S("sofia-joao", "sofia", "joao", "custom", 110, 4, "15:30", ("common",), kind="peer",
      rrule="FREQ=WEEKLY;INTERVAL=3;BYDAY=FR"),
    S("grace-jonas", "grace", "jonas", "custom", 70, 1, "08:30", ("engineering",), kind="peer",
      rrule="FREQ=MONTHLY;BYDAY=1TU,3TU", skip=1),
)  # fmt: skip
