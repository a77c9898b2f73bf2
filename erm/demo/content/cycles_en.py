"""What people wrote in cycles, in English: to somebody, by what was asked and from where they look."""

STRENGTHS: tuple[str, ...] = (
    "You answer the question that was asked, and then the one behind it. In March that saved us a release.",
    "When two teams wanted different things, you drew both on one page. The meeting ended ten minutes early.",
    "You say early when something will be late. I plan around you without worry.",
    "Your notes after the customer visit were the first I could act on without asking again.",
    "You asked me what I would need before you started. Nobody had done that before.",
    "In the incident review you spoke about the process, not about who was on call.",
    "You turned my vague ticket into three small ones and told me why.",
    "I sent you a draft at five and had thoughtful comments the next morning. Twice.",
    "You kept the test bench booked fairly when everybody wanted it at once.",
    "You explained the sensor drift to sales in words they still use.",
    "You left the old code better than you found it and wrote down what you did not touch.",
    "When I was new you sat with me for an hour and let me type.",
    "You say 'I don't know yet' in front of customers, and they trust us more for it.",
    "Your numbers come with how sure you are of them. I quote them without checking.",
    "You noticed that Yerevan was missing from the invitation and moved the meeting.",
    "You gave the credit for the new alarm to those who built it, by name.",
    "You write decisions down on the same day. I have stopped keeping my own list.",
    "You disagreed with me in the planning meeting, with two measurements. I changed my mind.",
)

NEXT_STEPS: tuple[str, ...] = (
    "Bring the half-finished version to review: on the gateway you waited until it was hard to change.",
    "Say no to one more thing each month. In April three of us waited for you at once.",
    "Write the summary first in long mails; in the supplier thread I found the question in paragraph six.",
    "Let others run the Monday meeting now and then. You know all the answers, so nobody else says theirs.",
    "Ask in the channel rather than in private: twice two people answered the same question for you.",
    "When you change a plan, tell those who built on it the same day. The label printer team heard it a week later.",
    "Hand over the release checklist to somebody: it works only when you are there.",
    "Put a number on 'soon'. For the Lisbon visit I did not know whether to book.",
    "Talk with support before the design is done; two of the May tickets would not have come.",
    "Stop the discussion earlier when it turns round: on naming we spent forty minutes.",
    "Show your working in estimates. I could learn from how you come to them.",
    "Take the customer call yourself once: it sounds different from the notes.",
    "Leave room after your question. On video calls people in Toronto are two seconds late.",
)

SELF: tuple[str, ...] = (
    "I am proud of the handover in spring: nothing was dropped. I say yes too quickly and then work late.",
    "I got the long project over the line. I want to ask for help a week earlier than I do.",
    "My reviews have become quicker and kinder. I still avoid the hard conversation until it is urgent.",
    "I learned to plan with the other sites. Next I want to lead something that is not mine to decide alone.",
)

MANAGER: tuple[str, ...] = (
    "You carried the spring release and kept the team informed every week. Next: let somebody else hold the plan once, and coach.",
    "Customers ask for you by name, and you bring what they say back to the team. Next: turn it into two priorities a quarter.",
    "You made the work of others easier: reviews within a day, notes that hold. Next: say earlier when the load is too much.",
    "You took over a hard corner and made it calm. Next: write down how, so that it stays calm without you.",
)

UPWARD: tuple[str, ...] = (
    "You keep our one-on-ones even in release weeks. That is why I tell you things early.",
    "You asked for my opinion before you decided on the on-call rota, and told me what you did with it.",
    "You shield us from changes of mind. I would like to hear a little more about where they come from.",
    "Decide faster on small things; the monitor question took three weeks.",
    "You remember what each of us wants to learn. In June the conference ticket went to the right person.",
    "Tell us when you disagree with those above you. We notice anyway.",
)

SUMMARIES: tuple[str, ...] = (
    (
        "What stands out: people build on what you say, because it holds. Colleagues and I both see clear writing and early warnings. "
        "Where we differ: you rate your influence lower than others do. Let us talk about one thing to hand over, and to whom."
    ),
    (
        "A steady half-year with one very hard month. You are trusted by those who work with you daily. "
        "The common wish is to see your work earlier. Suggestion: a short demo every second week, unfinished on purpose."
    ),
    (
        "You made a visible difference for customers. The comments agree on curiosity and calm. "
        "For the next half-year: fewer things at once, and a say in which ones."
    ),
)

ANSWERS: tuple[str, ...] = (
    "Thank you. I recognise most of this; the wish to see my work earlier is fair and I have begun.",
    "I am surprised about the influence part, in a good way. I would like to talk about the handover.",
    "Thank you for the examples. I will pick one thing and tell you in two weeks how it goes.",
)
