"""What those who lead talk about: Ingrid, Hannah, Marcus, Elena, Maggie, Claire, Ruben, Tomás."""

from erm.demo.content.kinds import Action, Point, Script

A = Action
P = Point

INGRID_HANNAH = (
    Script(
        9,
        (P("b", "Who talks with whom: eleven people have had no one-on-one for a month"), P("a", "Am I one of the eleven?"), P("b", "You are two of them")),
        "Ingrid owes Victor and Ruben a conversation each. Hannah will show counts only, never what was said.",
        private_a="She said it so gently that it took me until the car park.",
        actions=(A("a", "Put Victor and Ruben back into the calendar, every two weeks", 7, 9),),
    ),
    Script(
        6,
        (P("b", "After the storm: how are people, really"), P("a", "The review is on the wall. Too much?"), P("b", "Somebody in Yerevan took a picture of it for his mother")),
        "Leave it on the wall. Two days off for everyone who was awake, no forms. Hannah looks at how often the same people are awake.",
        private_b="She wanted to fly to Yerevan the same day. Talked her into a phone call, which was better.",
        actions=(A("b", "Nights on call per person for the last quarter, with Marcus", 14, 16), A("a", "Call Elena, not about work", 3, 1)),
    ),
    Script(
        4,
        (P("b", "Exit interviews: two done, what did you see from the corner?"), P("a", "Grace was moved and heard the reason in a corridor"), P("b", "That will be in the manager basics, then")),
        "A change of manager gets a proper conversation of three before it is announced. Leonie writes half a page, not a policy.",
        actions=(A("b", "Half a page on changing managers (Leonie)", 21, 19), A("a", "Answer Hannah's request for feedback in writing", 10, 8)),
    ),
    Script(
        2,
        (P("b", "Gregor: he gave a year of reasons in the last ten minutes"), P("a", "What would have kept him?"), P("b", "A question, a year ago")),
        "Stay interviews: Hannah begins with ten people who are doing well and whom nobody asks. Not a survey, coffee.",
        private_a="I am on the list of people who never asked Gregor.",
        private_b="She took it on herself at once. Watch that she does not take everything.",
        actions=(A("b", "List of ten for the first stay conversations", 10, 11), A("a", "Have two stay conversations myself", 30, None)),
    ),
    Script(
        1,
        (P("a", "Salary round: where do we owe somebody?"), P("b", "Three names, one of them is in Elena's team"), P("b", "Leonie led her first one without me")),
        "All three are approved. Hannah hears both sides about Leonie's conversation and writes to her this week.",
        actions=(A("b", "Write to Leonie about her first salary conversation", 5, None), A("a", "Sign the three letters", 4, 4)),
    ),
    Script(
        0,
        (P("b", "Stay conversations: what I heard in the first four"), P("a", "Nine hundred fridges need people. Who, where?"), P("b", "Luís answers mail at ten at night. I noticed, did you?"), P("a", "Ask her how SHE is", private=True)),
        private_b="Four conversations, three times the same word: 'guess'. People guess what is expected.",
    ),
)  # fmt: skip

MARCUS_ELENA = (
    Script(
        9,
        (P("b", "My hiring plan with the cuts, and what each costs in nights"), P("a", "You should not write budgets at one in the morning"), P("b", "Then somebody has to write them at noon")),
        "Marcus writes the first draft of the next round. Elena keeps one hire of three. On-call nights are a number we report from now on.",
        actions=(A("a", "First draft of the next budget round", 90, 84),),
    ),
    Script(
        6,
        (P("a", "The storm. You took his name off the slides"), P("b", "He rolled back in eleven minutes. Names don't roll back"), P("b", "I would like to run the incident process")),
        "The incident process is Elena's. Reviews within three days, without names, action list made in the room.",
        private_a="Best decision of the quarter and it was hers.",
        actions=(A("b", "One page: how we review incidents", 14, 12), A("a", "Tell Ingrid that the process has moved", 5, 2)),
    ),
    Script(
        4,
        (P("a", "Grace to your team: I told her badly"), P("b", "Yes, you did. She told me so herself, and politely"), P("b", "I'd need a week to learn what she does at night")),
        "Marcus apologises to Grace properly. Elena takes the pager for one week before taking the person.",
        private_b="He took it well. One can say things to Marcus.",
        actions=(A("a", "Talk to Grace: why, and what I should have said", 3, 2), A("b", "A week with the pager", 14, 12)),
    ),
    Script(
        2,
        (P("b", "I took Artyom's review away from him. Beta week, it was easier"), P("a", "When is his next one?"), P("b", "Salary paper for Artyom")),
        "There is a date. The paper goes to Hannah, Marcus supports it. Elena stops at seven on two days of five, which is two more than last quarter.",
        private_a="She tells me her mistakes before I find them. I need to make sure that stays safe.",
        actions=(A("b", "Date for the review that Artyom leads", 3, 2), A("a", "Back the salary paper in the round", 10, 9)),
    ),
    Script(
        0,
        (P("b", "Two leads in alarms: Polina and Artyom?"), P("a", "Nine hundred fridges at Nordvik: what breaks first?"), P("b", "The queue, then me"), P("b", "Ask for the fourth person on call", private=True)),
    ),
)  # fmt: skip

MAGGIE_LUIS = (
    Script(
        6,
        (P("a", "Storm night from my side: two people sent home at midnight?"), P("b", "I wanted two heads at six"), P("a", "It was right. I'd have kept all four and lost all four")),
        "This becomes the rule for long incidents: a third of the team sleeps. Maggie has framed João's message, whatever João says.",
        actions=(A("b", "Write the sleep rule into the incident page with Elena", 14, 14),),
    ),
    Script(
        3,
        (P("b", "João told me I take his customers away"), P("a", "And what did you do with it?"), P("b", "Sat beside him and breathed loudly")),
        "Maggie laughed, then admitted she does the same to Luís. Both of them will try to stop, with João as the referee.",
        private_a="He's tired under the jokes. Come back to this.",
        actions=(A("a", "Do not jump into Luís's escalations this month", 28, 28),),
    ),
    Script(
        1,
        (P("a", "Nine escalations in five evenings, all of them yours"), P("b", "It was quicker"), P("a", "Was it?")),
        "It was not. Two a week go to João and Yana. Luís drafts a plan for himself, for once.",
        private_b="She wrote it as feedback too, so it's official that somebody worries about me. Odd and nice.",
        actions=(A("b", "Give two escalations away and say which", 7, None), A("b", "Draft a plan of my own", 14, None)),
    ),
    Script(
        0,
        (P("a", "Which two did you give away?"), P("b", "Nordvik at nine hundred: night shift in Lisbon or in Yerevan?"), P("b", "João's plan waits for me. I know", private=True)),
    ),
)  # fmt: skip

CLAIRE_THEO = (
    Script(
        4,
        (P("a", "You spoke first in every debrief"), P("b", "I thought I was being helpful"), P("a", "You were being heavy")),
        "For a while Theo speaks last. Claire looks at the ceiling when he forgets. A small plan, three months at most.",
        private_b="\"Heavy\". I looked it up in the mirror. She's right.",
        actions=(A("b", "Make it a plan with a number in it", 7, 5),),
    ),
    Script(
        2,
        (P("b", "Sofia: senior role. I think she's there"), P("a", "Write down three moments that show it"), P("b", "I have seven")),
        "Claire says yes in principle; the budget decides when. Nothing is promised yet. Theo sends the three (not seven) moments.",
        actions=(A("b", "Three moments for Sofia's case", 7, 3), A("a", "Senior role into the budget round", 14, 12)),
    ),
    Script(
        1,
        (P("a", "Your plan: I'd close it. You speak last now"), P("b", "Egor has gone quiet, and our last two meetings fell through"), P("a", "Whose fault?")),
        "Mostly Theo's: one flight, one review that ran over. Move it to the morning in Yerevan and hold it.",
        private_a="He is good with those who shine. Egor does not shine, he glows. Keep asking.",
        actions=(A("b", "Hold the one-on-one with Egor, whatever happens", 7, None), A("a", "Close the plan with a decent sentence", 5, 4)),
    ),
    Script(
        0,
        (P("a", "Senior role for Sofia is in the budget"), P("b", "Egor: what happened, what I'm changing"), P("a", "Research budget for Rachel"), P("b", "Ask about the design position we never filled", private=True)),
    ),
)  # fmt: skip

RUBEN_TOMAS = (
    Script(
        5,
        (P("a", "If you fall off the surfboard, who resets a password?"), P("b", "Nobody. I've thought about it on the board"), P("b", "List of things only I know")),
        "Sixty-three lines on the list. Goal: half of them written down, Kira learns the daily ones.",
        private_a="A single point of failure with a good sense of humour.",
        actions=(A("b", "Order the list by how bad it would be", 14, 12), A("a", "Ask Hannah if Kira may spend four hours a week on this", 10, 9)),
    ),
    Script(
        4,
        (P("b", "Sign-on: nine passwords each, one of them always the cat"), P("a", "What does it cost, what does it save?"), P("b", "A Saturday, if something goes wrong")),
        "Approved. Not on a Saturday: over lunch, in three waves, Leonie sits with whoever is worried.",
        actions=(A("b", "Three waves, dates to Leonie", 10, 8), A("a", "Tell the board that it is happening", 14, 13)),
    ),
    Script(
        2,
        (P("b", "Ten pages with Henrik, he made them nine"), P("b", "Import of people: duplicate for Gregor, and two without a location"), P("a", "Restore test: when?")),
        "Restore test is overdue, Tomás knows. The directory is clean after Gregor except for one old laptop.",
        private_b="I keep moving the restore test because I'm afraid of what it says.",
        actions=(A("b", "Restore a backup from scratch, with Ruben watching", 30, None), A("b", "Clean the directory after Gregor's leaving", 7, 5)),
    ),
    Script(
        1,
        (P("a", "Nobody noticed the sign-on move. I did"), P("b", "Kira does the daily things better than I do"), P("b", "The old Toronto printer")),
        "Kira gets the badge system as well. The printer is allowed to die.",
        actions=(A("a", "Thank Tomás in public, not only here", 14, None), A("b", "Funeral for the printer", 20, 9)),
    ),
    Script(
        0,
        (P("b", "Restore test: I'm booking it with you in the room"), P("a", "Your plan has had no word since the office move"), P("b", "A trainee?")),
    ),
)  # fmt: skip

THEO_EGOR = (
    Script(
        5,
        (P("b", "Critique in English: I read it from paper"), P("a", "Nobody minded. What would help next time?"), P("b", "To know the questions before")),
        "Sofia sends Egor two of her questions the evening before. Next: the demo for Platform.",
        actions=(A("a", "Ask Sofia to send two questions ahead", 5, 4), A("b", "Pick three screens for the Platform demo", 14, 13)),
    ),
    Script(
        3,
        (P("b", "The demo: one joke worked by accident"), P("b", "Group alarms: Elena's people listened for twenty minutes"), P("a", "Data: have you asked Ilya yet?")),
        "Started with Ilya. One night shift with Yana's people taught him more than all our critiques; he'd like a second one.",
        private_a="He lit up when he said \"listened\". More rooms like that.",
        actions=(A("a", "Find a second night shift for Egor with Yana", 21, None), A("b", "One question a week to Ilya", 28, None)),
    ),
    Script(
        0,
        (P("b", "Three versions and a stopwatch: may I show you how I tested?"), P("a", "I'm sorry about the two meetings"), P("b", "My plan: nothing has moved since the demo"), P("b", "Спросить прямо, доволен ли он мной", private=True)),
    ),
)  # fmt: skip
