"""Development plans written in English."""

from erm.demo.content.kinds import (
    ChangeSpec,
    CheckIn,
    FocusSpec,
    Goal,
    Milestone,
    NumberSpec,
    PlanSpec,
    SharedGoalSpec,
)

M = Milestone
I = CheckIn  # noqa: E741 (one letter, so that the words stand out)

PLANS = (
    PlanSpec(
        "sofia-recommend", "sofia", "From three versions to one recommendation", "active",
        created=131, starts=121, ends=-59, proposed=124, agreed=121,
        focus="I see the answer before I say it. In this half-year I want to say it first, out loud, and be all right with being wrong.",
        mentor="mina",
        areas=(
            FocusSpec("Communication", "Say the recommendation first, and stay when it is questioned.",
                      competency="communication", target=3, from_assessment=158),
            FocusSpec("Learning from people", "Design for the people who are awake at night.",
                      competency="research", target=3),
            FocusSpec("Lead a product area one day", "Not yet. But I want to find out whether I would like it."),
        ),
        changes=(
            ChangeSpec(71, "sofia", "Know the night", "goal_target", "10", "15"),
            ChangeSpec(4, "sofia", "Write the sound guidelines", "goal_description",
                       "So that nobody has to ask me.",
                       "So that nobody has to ask me what a fridge may sound like."),
        ),
        goals=(
            Goal(
                "Bring a recommendation to every design review",
                "Not three equal options. One that I would build, and what we lose with it.",
                measure="milestones", focus=0,
                evidence=(("The grouping review", "I recommended grouping by site, Polina objected, we drew until six."),),
                due=0,
                milestones=(
                    M("Three reviews with Theo in the room", 90, 93),
                    M("One review with engineers and Care together", 35, 33),
                    M("One where I am overruled and write down why", -20, None),
                ),
                checkins=(
                    I(108, "sofia", 10, "First one. My voice went up at the end of every sentence, but I did say it."),
                    I(93, "sofia", 35, "Three done. In the second I changed my mind half way and that was allowed, too."),
                    I(64, "theo", 50, "You no longer look at me before you say it. I don't know if you noticed."),
                    I(33, "sofia", 80, "The grouping review. I recommended, Polina objected, we drew. Best hour of the year."),
                    I(13, "sofia", 85, "Still apologising for prototypes. Nadia has earned four coffees."),
                ),
            ),
            Goal(
                "Know the night",
                "Design for people at three in the morning without having been awake at three in the morning is a guess.",
                measure="number", number=NumberSpec(0, 15, 10, "storm calls heard"), focus=1,
                result=True, parent="calm-nights", weight=1,
                due=10,
                milestones=(
                    M("Listen to ten storm calls with Yana", 80, 84),
                    M("One early shift on the support desk", 30, 27),
                    M("A full night in a hospital pharmacy", -14, None),
                ),
                checkins=(
                    I(84, "sofia", 30, "Ten calls. I had to take a walk after the sixth."),
                    I(27, "sofia", 70, "Early shift with João. I would have designed the snooze button differently, so I will."),
                    I(6, "sofia", 70, "The hospital has moved the night twice. Rachel knows somebody who knows somebody.", "at_risk"),
                ),
            ),
            Goal(
                "Write the sound guidelines",
                "So that nobody has to ask me what a fridge may sound like.",
                result=True,
                due=-30,
                milestones=(M("Collect every sound we make today", 60, 66), M("Draft for Henrik", 5, None)),
                checkins=(
                    I(66, "sofia", 25, "We make nineteen sounds. Nineteen! Four of them nobody remembers adding."),
                    I(20, "sofia", 40, "Slower than planned, the beta ate the month. Draft is half there."),
                ),
            ),
        ),
    ),
    PlanSpec(
        "joao-first-year", "joao", "Finding my feet on the line", "closed",
        created=182, starts=180, ends=41, proposed=181, agreed=180, closed=41,
        focus="Become somebody a pharmacist is glad to hear when something is ringing.",
        closing_note="Two of three, and the third turned out to be the wrong goal: João should not write faster, others should write as he does. Good year. L.",
        goals=(
            Goal(
                "Hold the early shift alone", "From six to ten, without waking anybody who does not need to be woken.", due=100,
                milestones=(M("Two weeks with Luís on call", 165, 166), M("Four weeks alone", 120, 118)),
                checkins=(
                    I(166, "joao", 40, "Called Luís nine times. Seven were really for courage."),
                    I(118, "joao", 100, "Four weeks, one call, and that one was right.", "done"),
                ),
            ),
            Goal(
                "Understand the radio well enough to doubt it", "Half of our mysteries are doors made of steel.", due=60,
                milestones=(M("A day in the lab with Daniel", 130, 125), M("Explain retries to the team", 70, 63)),
                checkins=(
                    I(125, "joao", 50, "Daniel let me hold the antenna. I now know why basements are basements."),
                    I(63, "joao", 100, "Explained it with a tennis ball and a corridor. Kirill has the video.", "done"),
                ),
            ),
            Goal(
                "Answer in under ten minutes", "Median first answer on the early shift.", due=45,
                checkins=(
                    I(110, "joao", 30, "Median is fourteen. I could do ten if I wrote worse."),
                    I(52, "luis", 30, "I have stopped wanting this one. Let us talk about it.", "off_track"),
                ),
            ),
        ),
    ),
    PlanSpec(
        "joao-next", "joao", "The real person, not the one before", "proposed",
        created=12, starts=0, ends=-180, proposed=6,
        focus="Take the difficult customers from the first ring to the last, and teach somebody else to.",
        goals=(
            Goal(
                "Lead three escalations from start to end",
                "With Luís beside me and not in front of me. He has agreed in words; I would like it in writing.",
                due=-120,
                milestones=(M("The first, with notes afterwards", -30), M("The third, without Luís in the room", -110)),
            ),
            Goal(
                "Bring up the next early-shift person", "I remember how cold six o'clock felt.", due=-170,
                milestones=(M("Write down what I wish I had known", -45),),
            ),
        ),
    ),
    PlanSpec(
        "egor-english", "egor", "Heard in every room", "active",
        created=112, starts=100, ends=-80, proposed=104, agreed=101,
        focus="My drawings speak before me. I want to be able to speak before them, in English too.",
        goals=(
            Goal(
                "Present in English once a month", "To people who did not know me before.", due=-60,
                milestones=(M("Team critique", 88, 86), M("Platform demo", 60, 58), M("A customer", 10, None)),
                checkins=(
                    I(86, "egor", 25, "I had the text on paper and read it. Nobody laughed, Sofia nodded."),
                    I(58, "egor", 45, "Demo for Platform. One joke, it worked by accident."),
                ),
            ),
            Goal(
                "Design with data", "Ask Ilya before, not after.", due=-40,
                milestones=(M("One question to Ilya every week", 60, None),),
                checkins=(I(37, "egor", 20, "Started. He answers with charts, I am learning to read them.", "at_risk"),),
            ),
        ),
    ),
    PlanSpec(
        "rachel-research", "rachel", "A research practice, not a researcher", "active",
        created=92, starts=88, ends=-92, proposed=90, agreed=88,
        focus="I came with seven years of support in my ears. Now others should be able to listen without me.",
        goals=(
            Goal(
                "One study a month that changes a decision", "If nothing changes, it was a nice chat.", due=-60,
                milestones=(M("Night pharmacists", 80, 82), M("Blood bank porters", 45, 47), M("Dairy at dawn", 15, 18)),
                checkins=(
                    I(82, "rachel", 30, "Quiet alarms has a first sentence now, and it's a quote."),
                    I(47, "rachel", 55, "Porters carry the logger upside down. Everyone. Told Freya, who sighed."),
                    I(18, "rachel", 75, "Dairy done. I smell of it."),
                ),
            ),
            Goal(
                "Everybody meets a customer twice a year", "Everybody means Finance as well.", due=-90,
                milestones=(M("List of people who never have", 60, 61), M("First ten visits", 10, 12)),
                checkins=(
                    I(61, "rachel", 20, "Thirty-four people have never met a customer. Thirty-four."),
                    I(12, "rachel", 45, "Ten visits. Oskar now wants to do another."),
                ),
            ),
        ),
    ),
    PlanSpec(
        "elena-let-go", "elena", "Leading without rewriting", "active",
        created=85, starts=80, ends=-100, proposed=82, agreed=80,
        focus="The reviews work. Now they must work when I am on a mountain.",
        goals=(
            Goal(
                "Others lead the incident reviews", "Polina first, then Artyom, then whoever was there.", due=-20,
                milestones=(M("Polina leads one, I am silent", 60, 59), M("Artyom leads one", 30, None), M("One without me", -15, None)),
                checkins=(
                    I(59, "elena", 30, "I was silent for fifty minutes. Polina says fifty-five, I say forty."),
                    I(24, "elena", 35, "Artyom's turn came in the week of the beta and I took it back. It was easier. I know.", "at_risk"),
                    I(23, "marcus", 35, "Thank you for writing that down instead of hiding it. Put a date on his next one.", "at_risk"),
                ),
            ),
            Goal(
                "Leave action lists ugly", "As the room made them, for a month, and then compare.", due=20,
                checkins=(
                    I(50, "elena", 50, "Did not touch the list. It hurt. Eight of eleven done, mine used to be six of eleven."),
                    I(19, "elena", 70, "Second month, nine of twelve. I have no further arguments for rewriting."),
                ),
            ),
            Goal(
                "Stop at seven", "In the evening, obviously.", due=-100,
                checkins=(I(40, "elena", 20, "Two evenings of five.", "at_risk"), I(11, "elena", 15, "Beta. Let us not talk about it.", "off_track")),
            ),
        ),
    ),
    PlanSpec(
        "yana-lead", "yana", "A team that does not need the second headset", "active",
        created=128, starts=115, ends=-65, proposed=119, agreed=116,
        focus="I am good at sitting beside. I want to learn to stand further away.",
        goals=(
            Goal(
                "Kirill and Alina carry the night alone", "With me reachable, not present.", due=-10,
                milestones=(M("Alternate nights", 70, 71), M("Two weeks alone", 10, 8)),
                checkins=(
                    I(71, "yana", 50, "Alina asked me to go home. I took it as a good sign, with difficulty."),
                    I(8, "yana", 90, "Two weeks, one alarm, the right one."),
                ),
            ),
            Goal(
                "Report upwards in numbers and one story", "Luís likes the numbers, Maggie likes the story.", due=-40,
                milestones=(M("First monthly page", 85, 86),),
                checkins=(I(86, "yana", 30, "First page out."), I(29, "luis", 60, "The story about the church fridge went to the board.")),
            ),
        ),
    ),
    PlanSpec(
        "rosa-teach", "rosa", "What I know about basements", "active",
        created=150, starts=140, ends=-40, proposed=145, agreed=141,
        focus="Eleven years of cellars are in my head, and nowhere else.",
        goals=(
            Goal(
                "A field guide with pictures", "For whoever goes there next. Hassan's photographs are a start.", due=20,
                milestones=(M("List of thirty places where radio dies", 110, 112), M("First ten pages", 60, None)),
                checkins=(
                    I(112, "rosa", 20, "List is done. I stopped at forty-four."),
                    I(71, "rosa", 30, "Two pages. The season has started and I am mostly in the car.", "at_risk"),
                ),
            ),
            Goal(
                "Train one installer at a partner", "Isabel has a candidate in Coimbra.", due=-30,
                checkins=(I(54, "rosa", 10, "We spoke on the phone. He is willing, I have no free week before the fish season ends.", "at_risk"),),
            ),
        ),
    ),
    PlanSpec(
        "nikita-speak", "nikita", "Firmware that explains itself", "active",
        created=120, starts=112, ends=-68, proposed=115, agreed=112,
        focus="Write less, and so that others can read it. Then say it in front of people.",
        goals=(
            Goal(
                "Own the radio module", "Svetlana wants to give it away; I would like to be the one who gets it.", due=-30,
                milestones=(M("Fix retries together", 105, 107), M("First release alone", 50, 53), M("Svetlana reviews nothing for a month", -20, None)),
                checkins=(
                    I(107, "nikita", 25, "Retries fixed. I understood it on the third explanation."),
                    I(53, "nikita", 65, "Release went out 40 minutes late because I found something. Nobody shouted."),
                    I(16, "lukas", 80, "She has reviewed two small things. I count it as nothing."),
                ),
            ),
            Goal(
                "Ten minutes at the offsite", "In English, standing.", due=7,
                milestones=(M("Rehearse with Lukas", 14, 13), M("Do it", 4, 4)),
                checkins=(
                    I(13, "nikita", 60, "Rehearsed four times. The dog has heard it, too."),
                    I(3, "nikita", 100, "Done!! Somebody asked a question and I answered it.", "done"),
                ),
            ),
        ),
    ),
    PlanSpec(
        "grace-calm", "grace", "Sleep as a feature", "active",
        created=30, starts=9, ends=-171, proposed=20, agreed=9,
        focus="Fewer pages, fairer nights, and nobody alone with a red screen.",
        goals=(
            Goal(
                "Half as many pages by the end", "From 22 a week to 11, and none that needs nobody.", due=-150,
                milestones=(M("Sort last quarter's pages by 'what did you do?'", 2, 3), M("Down to 15", -70), M("Down to 11", -150)),
                checkins=(I(3, "grace", 15, "Sorted. The answer to 41 % of them was 'went back to bed'."),),
            ),
            Goal(
                "Hand over the pager between two continents without a call", "A page that Elena can read with her coffee.", due=-60,
                milestones=(M("Template that Denis likes, too", -20),),
                checkins=(I(2, "grace", 10, "Denis crossed out half of my template. He is right."),),
            ),
        ),
    ),
    PlanSpec(
        "ravi-audit", "ravi", "From checking to advising", "active",
        created=100, starts=95, ends=-85, proposed=98, agreed=95,
        focus="I find what is wrong early. I want people to ask me before it is wrong.",
        goals=(
            Goal(
                "Present one procedure of my own to an auditor", "My own words, also when they are not perfect.", due=48,
                milestones=(M("Draft", 70, 72), M("Present", 50, 50)),
                checkins=(
                    I(72, "ravi", 40, "Draft with Fiona."),
                    I(49, "ravi", 60, "Presented, but the text was no longer mine. I have written to Fiona about it.", "at_risk"),
                ),
            ),
            Goal(
                "Lead auditor course", "Five days, then the exam.", due=-25,
                milestones=(M("Book it", 60, None), M("Sit the exam", -25, None)),
                checkins=(I(28, "ravi", 5, "Two courses full, the third collides with Nordvik's review.", "off_track"), I(15, "fiona", 5, "I'll take Nordvik's review. Please book.", "at_risk")),
            ),
        ),
    ),
    PlanSpec(
        "bethany-start", "bethany", "My first ninety days", "draft",
        created=8, starts=14, ends=-76,
        focus="Rough notes, not ready to be shown. Jonas says that a first plan may be small.",
        goals=(
            Goal("Ship something a customer can see", "However small. A corrected word would do.", due=-20,
                 milestones=(M("Find out who decides about words (Henrik!)", 0),)),
            Goal("Meet one person of every department", "Eight coffees. Three done.", due=-45),
        ),
    ),
    PlanSpec(
        "theo-last", "theo", "Speaking last", "closed",
        created=75, starts=74, ends=14, proposed=75, agreed=74, closed=14,
        focus="My opinion is heavier than I think. I'd like to hear the others before it lands.",
        closing_note="He speaks last. It is quieter and better, and twice he changed his mind in public. We keep the ceiling sign. Claire",
        goals=(
            Goal(
                "Last to speak in every debrief", "With Claire watching the ceiling.", due=20,
                milestones=(M("Four debriefs", 45, 44), M("Eight debriefs", 18, 17)),
                checkins=(
                    I(58, "theo", 30, "Two of four. In one I only said 'interesting', and Egor told me that this is speaking."),
                    I(44, "claire", 60, "Four. Rachel disagreed with you before you had said anything. Lovely."),
                    I(17, "theo", 100, "Eight. I find I know less beforehand than I used to think.", "done"),
                ),
            ),
            Goal(
                "Let the team run one week without me", "Holiday, phone in a drawer.", due=25,
                milestones=(M("Sofia chairs the critique", 30, 31),),
                checkins=(I(31, "theo", 100, "They ran it. They also moved the plants.", "done"),),
            ),
        ),
    ),
    PlanSpec(
        "emily-queue", "emily", "Trusting the hunch", "closed",
        created=179, starts=176, ends=56, proposed=178, agreed=176, closed=56,
        focus="I often know before I can prove it. I'd like to learn to say so.",
        closing_note="The battery e-mail alone was worth the plan. Next one: teach the tally to the others.",
        goals=(
            Goal("Raise three hunches, right or wrong", "In writing, with 'I can't prove it yet'.", due=70,
                 milestones=(M("First", 140, 137), M("Third", 75, 78)),
                 checkins=(I(137, "emily", 40, "Wrote about the batteries. Hit send and went for a walk."), I(78, "emily", 100, "Third one was wrong, and it was fine.", "done"))),
            Goal("Take the Americas hand-over from Lisbon", "Every morning, with João.", due=90,
                 checkins=(I(113, "devon", 60, "You're through by nine most days."), I(66, "emily", 100, "By nine every day. Boats help.", "done"))),
        ),
    ),
    PlanSpec(
        "timur-lab", "timur", "From technician to signatory", "proposed",
        created=21, starts=0, ends=-200, proposed=4,
        focus="I want to be allowed to sign certificates. Marta says it takes a year; I propose ten months.",
        goals=(
            Goal("Uncertainty budgets on my own", "Three instruments, checked by Marta.", due=-100,
                 milestones=(M("Reference thermometer", -30), M("Humidity", -65), M("Chamber", -100))),
            Goal("German B1", "Certificates can be English, the canteen can't.", due=-190,
                 milestones=(M("Evening course, Tuesdays", -10),)),
            Goal("Write one procedure that the auditor will read", "", due=-150),
        ),
    ),
    PlanSpec(
        "luis-delegate", "luis", "Give two away", "draft",
        created=5, starts=0, ends=-120,
        focus="Maggie is right, João was right before her. Draft, I want to sleep on it.",
        goals=(
            Goal("Two escalations a week to someone else", "With me in the room and my mouth shut.", due=-60,
                 milestones=(M("This week: dairy to João, church to Yana", -2),)),
            Goal("No customer mail after seven", "I answer at ten at night, so they write at ten at night.", due=-90),
        ),
        with_hr=False,
    ),
    PlanSpec(
        "tomas-second", "tomas", "A second pair of hands", "active",
        created=133, starts=125, ends=-55, proposed=130, agreed=126,
        focus="If I fall off the surfboard, nobody can reset a password. That is funny only to me.",
        goals=(
            Goal("Write down what only I know", "Ruben wants a folder. Henrik wants sentences.", due=30,
                 milestones=(M("List of things only I know", 100, 101), M("Ten pages with Henrik", 50, 52), M("Restore a backup with my hands tied", 20, None)),
                 checkins=(I(101, "tomas", 20, "The list has sixty-three lines. I had guessed ten."), I(52, "tomas", 50, "Ten pages. Henrik made them nine."))),
            Goal("Teach Kira the daily things", "She asked. She is also better at labels.", due=10,
                 checkins=(I(44, "tomas", 40, "Learned more about cables from her during the move than she from me."),)),
        ),
    ),
)  # fmt: skip

SHARED_GOALS = (
    SharedGoalSpec(
        "calm-nights", "claire", "Nobody is woken for nothing",
        "By the end of the year an alarm at night means that something has to be done now.",
        created=150, due=-40,
    ),
    SharedGoalSpec(
        "fewer-pages", "marcus", "Half as many pages at night",
        "From forty a month to twenty, without missing one that mattered.",
        created=148, due=-40, parent="calm-nights", weight=3,
        number=NumberSpec(40, 20, 26, "pages a month"),
    ),
)  # fmt: skip
