"""What the principal characters talk about in English: Theo and Sofia, Luís and João."""

from erm.demo.content.kinds import Action, Point, Script

A = Action
P = Point

THEO_SOFIA = (
    Script(
        12,
        (P("b", "The corridor map: can we keep doing that?"), P("a", "Three versions, all defended equally. Why?"), P("b", "I do have a favourite, usually")),
        "Sofia presents three because in her last studio one was never enough. Here one is enough. Theo will ask \"which?\" every time until it becomes boring.",
        private_a="She has the best eye in the team and the smallest voice. That's the whole plan, really.",
        private_b="He noticed. I am relieved, and slightly sick.",
        actions=(A("b", "Bring one recommendation to the next review, even at 60 %", 14, 13),),
    ),
    Script(
        11,
        (P("b", "First recommendation: my voice went up at the end"), P("a", "Development plan: start from that sentence"), P("b", "Who decides about sounds?")),
        "Nobody decides about sounds, so Sofia will write the guidelines. Plan: three goals, no more.",
        actions=(A("b", "Write the plan down, in own words", 14, 12), A("a", "Ask Claire whether sounds belong to Design", 7, 9)),
    ),
    Script(
        9,
        (P("a", "Plan agreed. What do you need from me in the room?"), P("b", "Don't look at me before I've spoken"), P("b", "Battery crisis: should Design help with the customer mails?")),
        "Theo will look at the table. Sofia helped Henrik with the swap leaflet: one picture, no words, worked in two languages.",
        private_a="I look at people to encourage them. It turns out to be a spotlight.",
        actions=(A("a", "Practise looking at the table", 14, 14),),
    ),
    Script(
        8,
        (P("b", "I let the sounds screen go, and I should not have"), P("a", "What would you have said?"), P("b", "That Rachel's tally was telling us something")),
        "Sofia will ask Nadia directly what it cost. Theo thinks that it cost less than she fears, and that asking is worth more than the answer.",
        private_b="Wrote to Nadia the same evening, before I could make it prettier.",
        actions=(A("b", "Ask Nadia for feedback on that quarter", 7, 6),),
    ),
    Script(
        6,
        (P("b", "Ten storm calls. I need a minute to talk about the sixth"), P("a", "Rachel has joined: how do the two of you want to work?"), P("b", "Desks: she wants a window, she said it as a joke")),
        "The sixth call: a man alone with the vaccine of a whole district and eleven ringing fridges, ten of them false. This is the brief now. Rachel and Sofia share every study from now on.",
        private_a="She cried a little, then drew for ten minutes while talking. Don't schedule anything after these meetings.",
        private_b="I didn't plan to cry. It was all right.",
        actions=(A("a", "Move the desks (Egor carries)", 5, 3), A("b", "One page: what the night needs, for Claire", 10, 9)),
    ),
    Script(
        5,
        (P("b", "Polina says the queue can't do what I drew"), P("a", "Good. Have you seen her draw it?"), P("b", "Nineteen sounds. Nineteen!")),
        "Invite Polina to draw, not to approve. Of nineteen sounds four have no known father. Sofia wants to kill seven.",
        actions=(A("b", "Ask Polina to draw the queue", 10, 12), A("b", "List of the seven sounds to remove, with reasons", 14, 20)),
    ),
    Script(
        4,
        (P("a", "You chair the critique while I'm away"), P("b", "May I change the format?"), P("b", "Egor is quieter than usual, I might be wrong", private=True)),
        "Sofia chairs, yes to a new format: the author speaks last. Theo promises not to read the chat from the beach.",
        private_a="I did read the chat from the beach. Once.",
        actions=(A("b", "Chair the critique and tell Theo one thing to steal", 14, 13),),
    ),
    Script(
        3,
        (P("b", "The critique: they moved the plants"), P("a", "Grouping review next: what will you recommend?"), P("b", "The second one. It loses the timeline, and that's fine")),
        "She knew it before the question was finished. Preparation: one slide with what we lose. Care and Platform in one room, Theo in the last row.",
        private_a="Half a year ago this answer would have been a tour of three versions.",
        actions=(A("b", "One slide: what we lose with the second version", 5, 4), A("a", "Book the room with the long wall", 3, 3)),
    ),
    Script(
        2,
        (P("a", "The review. How was it from inside?"), P("b", "Like dancing with somebody who is also counting"), P("b", "Early shift at the support desk: yes or yes?")),
        "The early shift is a yes. Feedback from Polina is on its way, Sofia asked for it herself. Next: a senior role? Theo will speak with Claire before promising anything.",
        private_a="Claire says yes in principle, budget permitting. Do not say a date.",
        private_b="He said \"senior\" and then very quickly something else.",
        actions=(A("a", "Talk to Claire about a senior role for Sofia", 14, 10), A("b", "Early shift with João, wear something warm", 10, 8)),
    ),
    Script(
        1,
        (P("b", "Snooze button: I want to redo it, and it's not in the plan"), P("a", "Sound guidelines: stuck or slow?"), P("b", "Slow. The beta ate the month")),
        "Snooze goes in, something else goes out: Sofia decides what and tells Nadia, not the other way round. The guidelines get two quiet mornings a week, door closed.",
        private_b="Two quiet mornings. I could have asked for that months ago.",
        actions=(A("b", "Tell Nadia what leaves the plan for the snooze button", 5, 4), A("b", "Draft of the sound guidelines to Henrik", 10, None), A("a", "Block two quiet mornings a week in the team calendar", 3, None)),
    ),
    Script(
        0,
        (P("b", "Beta, week two: what the two hospitals did, not what they said"), P("b", "The night in the pharmacy has been moved again"), P("a", "Senior role: where it stands, honestly"), P("a", "Ask whether she'd want to mentor Egor", private=True), P("b", "He asked me for feedback about speaking last. Answer it before this!", private=True)),
        private_a="Budget is confirmed. Tell her today, first thing, before the beta.",
    ),
)  # fmt: skip

LUIS_JOAO = (
    Script(
        12,
        (P("a", "Two weeks alone at six in the morning: verdict?"), P("b", "I called you nine times, sorry"), P("b", "Rua Augusta: the answer felt thin, I rang back")),
        "Of nine calls two were needed and seven were for courage. That is a normal ratio for a first month. Ringing back on a closed ticket is exactly right.",
        private_a="He thinks he is slow. He's thorough. Watch the ten-minute goal, it may hurt him.",
        actions=(A("b", "Keep a note of every call to Luís: needed or courage", 14, 14),),
    ),
    Script(
        11,
        (P("b", "I want to understand radio, half of our mysteries are doors"), P("a", "Daniel owes me a favour"), P("b", "The coffee machine on the early shift")),
        "A day in the lab with Daniel is arranged. The coffee machine is escalated to the highest level.",
        actions=(A("a", "Call Daniel about the lab day", 4, 2), A("a", "Coffee machine", 14, 31)),
    ),
    Script(
        9,
        (P("b", "Kirill's column with the floors, and my laughing at it"), P("a", "How is the split with Toronto?"), P("b", "Emily is good. I should ask her how my hand-overs are")),
        "The battery queue is down to forty. João apologised to Kirill, Kirill hadn't noticed any laughing. Ask Emily in writing.",
        private_b="He HAD noticed. He is just kind.",
        actions=(A("b", "Ask Emily for feedback about the hand-overs", 7, 7),),
    ),
    Script(
        8,
        (P("a", "Emily's little boats"), P("b", "Median is fourteen minutes. I could do ten if I wrote worse"), P("b", "Four weeks alone, one call")),
        "Boats stay. The ten minutes: João says his answers get worse below twelve and has the examples. Luís took the examples home.",
        private_a="He's right. I set a number because numbers are easy to set. Drop it, and tell Maggie why.",
        actions=(A("a", "Read João's twelve answers and decide about the ten minutes", 14, 22), A("b", "Explain retries to the team with something that is not a slide", 30, 38)),
    ),
    Script(
        6,
        (P("a", "The storm: what did you do afterwards, I mean at home?"), P("b", "Slept on the floor next to the dog. It helped"), P("b", "That frame in Maggie's office is embarrassing", private=True), P("b", "The ten minutes again")),
        "The message of that night becomes the template for all incidents. Two days off, no discussion. The ten-minute goal is under review, Luís is late with it and says so.",
        private_a="Two mails from customers about him. Put both into the review folder, he never would.",
        private_b="He told me himself he is late. That counts.",
        actions=(A("b", "Turn the storm message into a template with blanks", 14, 11),),
    ),
    Script(
        5,
        (P("b", "You take the angry ones from me"), P("a", "Thank you for writing it. I read it three times"), P("a", "The ten minutes are gone")),
        "Luís used to be a pharmacist: when somebody shouted, you stepped in front of the trainee. João isn't a trainee. New rule: Luís sits beside, João leads, lunch is brought along. Ten-minute goal is struck.",
        private_a="It stung because it's true. He was braver than I was with my own boss at his age.",
        private_b="I thought he'd be hurt. He was, and he said thank you, and he meant both.",
        actions=(A("a", "Sit beside João on the next escalation, and stay silent", 21, 18),),
    ),
    Script(
        4,
        (P("a", "First one with me beside you: how was it?"), P("b", "You breathed in loudly four times"), P("b", "The plan: two goals are done, the third is dead. Close it?")),
        "The church fridge: João led, Luís breathed. Customer renewed. Close the plan soon and think about the next one without hurry.",
        actions=(A("b", "Write two sentences on each old goal before we close", 10, 9),),
    ),
    Script(
        3,
        (P("b", "Plan closed. Strange feeling, like the last day of school"), P("a", "What do you want to be asked for in a year?"), P("b", "The difficult ones, from the first ring to the last")),
        "Next plan: lead escalations, and bring up whoever comes next on the early shift. João drafts, Luís agrees within a week (wrote it down, so it is true).",
        private_a="Give him the dairy.",
        actions=(A("b", "Draft the next plan", 28, 30), A("a", "Let João lead the next dairy escalation", 28, None)),
    ),
    Script(
        2,
        (P("b", "Sofia's early shift: she did real tickets"), P("a", "Serial numbers: are we asking soon enough?"), P("b", "The snooze button. It's always the snooze button")),
        "The first question on every gateway call is now the serial number. João writes it into the script. Sofia has seen the snooze face.",
        actions=(A("b", "Put the serial number first in the call script", 7, 5), A("a", "Ask Yana whether her team does the same", 7, None)),
    ),
    Script(
        1,
        (P("b", "Fish auction: I'd like to do it alone"), P("a", "Yes. Tell me when you want me beside you, otherwise I'm not there"), P("b", "Are you sleeping enough? Honest question")),
        "The auction is João's. About sleep: Luís said \"enough\", João raised an eyebrow, noted here at João's request.",
        private_b="He answered nine escalations himself last week. I'd have taken three.",
        private_a="My report is asking me whether I sleep. Time to think.",
        actions=(A("b", "Fish auction: one page on what happened, for both of us", 10, None), A("a", "Give away two escalations a week, beginning now", 7, None)),
    ),
    Script(
        0,
        (P("b", "The new plan is with you since last week"), P("b", "Rosa and the neighbour's gateway"), P("a", "Day two of the fish auction"), P("a", "Thank him for the eyebrow", private=True)),
        private_b="If he has not read the plan yet, be kind first, then ask for a date.",
    ),
)  # fmt: skip
