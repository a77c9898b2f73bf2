"""Answers as mail programs write them, each with what is new in it.

Written for these tests in the styles of the programs; nobody wrote them to anybody. ``QUOTED`` stands in
every quoted mail: none of its words may be taken for the answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from email.message import EmailMessage

ERM = "Kelvane (erm) <erm@kelvane.example>"
REPLY_TO = "r+abcdefgh@in.kelvane.example"
QUOTED = "Theo asks you for feedback: quokka zeppelin, marzipan? Answer this mail."
QUOTED_WORDS = ("quokka", "zeppelin", "marzipan")
ONE = "The structure was clear. Next time, leave ten minutes for questions."
TWO = "Hi Theo,\n\nThe structure was clear.\n\nNext time, leave ten minutes for questions.\n\nThanks, Ann"
RU = "Структура была понятной. В следующий раз оставьте десять минут на вопросы."
RU2 = "Добрый день!\n\nСтруктура была понятной.\n\nСпасибо за доклад."


@dataclass(frozen=True)
class Case:
    """A mail and what is new in it."""

    name: str
    raw: bytes
    new: str


def quoted(text: str = QUOTED, mark: str = "> ") -> str:
    return "\n".join(f"{mark}{line}".rstrip() for line in text.split("\n"))


def message(*, charset: str = "utf-8", cte: str = "8bit", kind: str = "plain", body: str) -> bytes:
    mail = EmailMessage()
    mail["From"] = "Ann <ann@kelvane.example>"
    mail["To"] = REPLY_TO
    mail["Subject"] = "Re: Theo asks you for feedback"
    mail["Message-ID"] = "<answer@kelvane.example>"
    mail.set_content(body, subtype=kind, charset=charset, cte=cte)
    return mail.as_bytes()


def plain(name: str, new: str, body: str, **options: str) -> Case:
    return Case(name, message(body=body, **options), new)


def html(name: str, new: str, body: str, **options: str) -> Case:
    return Case(
        name, message(kind="html", body=f"<html><body>{body}</body></html>", **options), new
    )


def raw(name: str, new: str, source: str, *, encoding: str = "utf-8") -> Case:
    return Case(name, source.replace("\n", "\r\n").encode(encoding), new)


_OUTLOOK_EN = f"""From: Kelvane (erm) <erm@kelvane.example>
Sent: Monday, November 16, 2026 10:02 AM
To: Ann Marsh <ann@kelvane.example>
Subject: Theo asks you for feedback

{QUOTED}
"""
_OUTLOOK_RU = f"""От: Kelvane (erm) <erm@kelvane.example>
Отправлено: понедельник, 16 ноября 2026 г. 10:02
Кому: Ann Marsh <ann@kelvane.example>
Тема: Theo asks you for feedback

{QUOTED}
"""
_OUTLOOK_DE = f"""Von: Kelvane (erm) <erm@kelvane.example>
Gesendet: Montag, 16. November 2026 10:02
An: Ann Marsh <ann@kelvane.example>
Betreff: Theo asks you for feedback

{QUOTED}
"""
_LINE = "_" * 32

CORPUS: list[Case] = [
    # Gmail
    plain(
        "gmail web en",
        ONE,
        f"{ONE}\n\nOn Mon, Nov 16, 2026 at 10:02 AM {ERM} wrote:\n\n{quoted()}\n",
    ),
    plain(
        "gmail web en with a long sender broken over lines",
        TWO,
        f"{TWO}\n\nOn Mon, Nov 16, 2026 at 10:02 AM Kelvane and Daughters (erm)\n"
        f"<erm@kelvane.example> wrote:\n\n{quoted()}\n",
    ),
    plain(
        "gmail web en with the verb on a line of its own",
        ONE,
        f"{ONE}\n\nOn Mon, Nov 16, 2026 at 10:02 AM Kelvane and Daughters (erm) <\n"
        f"erm@kelvane.example> wrote:\n\n{quoted()}\n",
    ),
    plain(
        "gmail android en",
        ONE,
        f"{ONE}\n\nOn Mon, 16 Nov 2026, 10:02 {ERM}, wrote:\n\n{quoted()}\n",
    ),
    plain(
        "gmail ios en with signature",
        ONE,
        f"{ONE}\n\n-- \nAnn Marsh\nPlatform team\n+44 20 7946 0000\n\n"
        f"On Mon, 16 Nov 2026 at 10:02, {ERM} wrote:\n\n{quoted()}\n",
    ),
    plain(
        "gmail web ru",
        RU,
        f"{RU}\n\nпн, 16 нояб. 2026 г. в 10:02, {ERM}:\n\n{quoted()}\n",
        cte="base64",
    ),
    plain(
        "gmail android ru",
        RU2,
        f"{RU2}\n\nпн, 16 нояб. 2026 г., 10:02 {ERM}:\n\n{quoted()}\n",
        cte="quoted-printable",
    ),
    plain(
        "gmail web de",
        "Klar gegliedert. Nächstes Mal bitte mehr Zeit für Fragen.",
        "Klar gegliedert. Nächstes Mal bitte mehr Zeit für Fragen.\n\n"
        f"Am Mo., 16. Nov. 2026 um 10:02 Uhr schrieb {ERM}:\n\n{quoted()}\n",
    ),
    plain(
        "gmail web fr",
        "C'était très clair. Merci !",
        "C'était très clair. Merci !\n\n"
        f"Le lun. 16 nov. 2026 à 10:02, {ERM} a écrit :\n\n{quoted()}\n",
    ),
    plain(
        "gmail web es",
        "Muy claro. ¡Gracias!",
        f"Muy claro. ¡Gracias!\n\nEl lun, 16 nov 2026 a las 10:02, {ERM} escribió:\n\n{quoted()}\n",
    ),
    plain(
        "gmail inline",
        "Yes, the second half.\n\nAnd the questions came too late.",
        f"On Mon, Nov 16, 2026 at 10:02 AM {ERM} wrote:\n\n{quoted()}\n\nYes, the second half.\n\n"
        f"> {QUOTED}\n\nAnd the questions came too late.\n",
    ),
    plain(
        "gmail bottom posted",
        ONE,
        f"On Mon, Nov 16, 2026 at 10:02 AM {ERM} wrote:\n\n{quoted()}\n>\n> -- \n> erm\n\n{ONE}\n",
    ),
    html(
        "gmail html only",
        "The structure was clear.\n\nNext time, leave ten minutes.",
        '<div dir="ltr"><div>The structure was clear.</div><div><br></div>'
        "<div>Next time, leave ten minutes.</div></div><br>"
        '<div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">'
        "On Mon, Nov 16, 2026 at 10:02 AM Kelvane (erm) &lt;erm@kelvane.example&gt; wrote:<br></div>"
        '<blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid">'
        f"<div>{QUOTED}</div></blockquote></div>",
    ),
    html(
        "gmail html only inline with an indented paragraph of one's own",
        "First part.\n\nThis I mean as a quote of nobody.\n\nSecond part.",
        '<div class="gmail_quote"><div class="gmail_attr">On Mon, Nov 16, 2026 at 10:02 AM erm wrote:'
        f'</div><blockquote class="gmail_quote">{QUOTED}</blockquote><p>First part.</p>'
        '<blockquote style="margin:0 0 0 40px;border:none"><p>This I mean as a quote of nobody.</p>'
        f"</blockquote><p>Second part.</p><blockquote>{QUOTED}</blockquote></div>",
    ),
    # Outlook
    plain("outlook desktop en", TWO, f"{TWO}\n\n{_OUTLOOK_EN}"),
    plain(
        "outlook desktop en of old",
        ONE,
        f"{ONE}\n\n-----Original Message-----\n{_OUTLOOK_EN}",
    ),
    plain("outlook web en", ONE, f"{ONE}\n{_LINE}\n{_OUTLOOK_EN}"),
    plain(
        "outlook ios en",
        ONE,
        f"{ONE}\n\nGet Outlook for iOS<https://aka.ms/o0ukef>\n{_LINE}\n{_OUTLOOK_EN}",
    ),
    plain(
        "outlook android en",
        ONE,
        f"{ONE}\n\nSent from Outlook for Android<https://aka.ms/AAb9ysg>\n\n{_LINE}\n{_OUTLOOK_EN}",
    ),
    plain("outlook desktop ru", RU2, f"{RU2}\n\n{_OUTLOOK_RU}", charset="koi8-r"),
    plain(
        "outlook desktop ru from whom",
        RU,
        f"{RU}\n\nFrom: erm <erm@kelvane.example>\nSent: Monday, November 16, 2026 10:02 AM\n"
        f"To: Анна <ann@kelvane.example>\nSubject: Тема\n\n{QUOTED}\n",
        charset="windows-1251",
        cte="quoted-printable",
    ),
    plain("outlook web ru", RU, f"{RU}\n\n{_LINE}\n{_OUTLOOK_RU}"),
    plain(
        "outlook mobile ru",
        RU,
        f"{RU}\n\nСкачайте Outlook для iOS<https://aka.ms/o0ukef>\n{_LINE}\n{_OUTLOOK_RU}",
    ),
    plain("outlook of old ru", RU, f"{RU}\n\n-----Исходное сообщение-----\n{_OUTLOOK_RU}"),
    plain("outlook desktop de", "Sehr klar.", f"Sehr klar.\n\n{_OUTLOOK_DE}", charset="iso-8859-1"),
    plain(
        "outlook of old de",
        "Sehr klar.",
        f"Sehr klar.\n\n-----Ursprüngliche Nachricht-----\n{_OUTLOOK_DE}",
    ),
    plain(
        "outlook mobile de",
        "Sehr klar.",
        f"Sehr klar.\n\nHolen Sie sich Outlook für Android<https://aka.ms/x>\n{_LINE}\n{_OUTLOOK_DE}",
    ),
    plain(
        "outlook fr",
        "Très clair.",
        "Très clair.\n\nDe : erm <erm@kelvane.example>\nEnvoyé : lundi 16 novembre 2026 10:02\n"
        f"À : Ann <ann@kelvane.example>\nObjet : Theo\n\n{QUOTED}\n",
    ),
    plain(
        "outlook es",
        "Muy claro.",
        "Muy claro.\n\nDe: erm <erm@kelvane.example>\nEnviado el: lunes, 16 de noviembre de 2026 10:02\n"
        f"Para: Ann <ann@kelvane.example>\nAsunto: Theo\n\n{QUOTED}\n",
    ),
    plain(
        "outlook with bold fields",
        ONE,
        f"{ONE}\n\n*From:* erm <erm@kelvane.example>\n*Sent:* Monday, November 16, 2026 10:02 AM\n"
        f"*To:* Ann\n*Subject:* Theo\n\n{QUOTED}\n",
    ),
    html(
        "outlook desktop html only",
        "The structure was clear.\n\nLeave time for questions.",
        '<div class="WordSection1"><p class="MsoNormal">The structure was clear.<o:p></o:p></p>'
        '<p class="MsoNormal">Leave time for questions.<o:p></o:p></p>'
        '<p class="MsoNormal"><o:p>&nbsp;</o:p></p><div><div style="border:none;border-top:solid '
        '#E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><b>From:</b> Kelvane (erm) '
        "&lt;erm@kelvane.example&gt; <br><b>Sent:</b> Monday, November 16, 2026 10:02 AM<br><b>To:</b> "
        "Ann Marsh &lt;ann@kelvane.example&gt;<br><b>Subject:</b> Theo</p></div></div>"
        f"<table><tr><td><p>{QUOTED}</p></td></tr></table></div>",
        charset="iso-8859-1",
        cte="quoted-printable",
    ),
    html(
        "outlook web html only ru",
        RU,
        f'<div class="elementToProof">{RU}</div><div id="appendonsend"></div><hr><div '
        'id="divRplyFwdMsg"><font><b>От:</b> erm &lt;erm@kelvane.example&gt;<br><b>Отправлено:</b> '
        "16 ноября 2026 г. 10:02<br><b>Кому:</b> Анна<br><b>Тема:</b> Отзыв</font></div>"
        f"<div>{QUOTED}</div>",
    ),
    html(
        "outlook ios html only",
        ONE,
        f'<div>{ONE}</div><div id="ms-outlook-mobile-signature">Get <a href="https://aka.ms/x">Outlook'
        ' for iOS</a></div><div id="mail-editor-reference-message-container"><div><b>From:</b> erm'
        f"<br><b>Date:</b> Monday</div><p>{QUOTED}</p></div>",
    ),
    # Apple
    plain(
        "apple mail en",
        ONE,
        f"{ONE}\n\n> On 16 Nov 2026, at 10:02, {ERM} wrote:\n> \n{quoted()}\n",
    ),
    plain(
        "apple mail en unmarked introduction",
        ONE,
        f"{ONE}\n\nOn Nov 16, 2026, at 10:02 AM, {ERM} wrote:\n\n{quoted()}\n",
    ),
    plain(
        "apple iphone en",
        ONE,
        f"{ONE}\n\nSent from my iPhone\n\n> On 16 Nov 2026, at 10:02, {ERM} wrote:\n> \n> \ufeff\n"
        f"{quoted()}\n",
    ),
    plain(
        "apple iphone ru",
        RU,
        f"{RU}\n\nОтправлено с iPhone\n\n> 16 нояб. 2026 г., в 10:02, {ERM} написал(а):\n> \n"
        f"{quoted()}\n",
    ),
    plain(
        "apple mail ru",
        RU,
        f"{RU}\n\n16 нояб. 2026 г., в 10:02, {ERM} написал(а):\n\n{quoted()}\n",
    ),
    plain(
        "apple iphone de",
        "Sehr klar.",
        f"Sehr klar.\n\nVon meinem iPhone gesendet\n\n> Am 16.11.2026 um 10:02 schrieb {ERM}:\n> \n"
        f"{quoted()}\n",
    ),
    plain(
        "apple iphone fr",
        "Très clair.",
        f"Très clair.\n\nEnvoyé de mon iPhone\n\n> Le 16 nov. 2026 à 10:02, {ERM} a écrit :\n> \n"
        f"{quoted()}\n",
    ),
    plain(
        "apple iphone es",
        "Muy claro.",
        f"Muy claro.\n\nEnviado desde mi iPhone\n\n> El 16 nov 2026, a las 10:02, {ERM} escribió:\n> \n"
        f"{quoted()}\n",
    ),
    html(
        "apple mail html only",
        "The structure was clear.\n\nLeave time.",
        "<div>The structure was clear.</div><div><br></div><div>Leave time.</div><div><br><blockquote "
        'type="cite"><div>On 16 Nov 2026, at 10:02, erm &lt;erm@kelvane.example&gt; wrote:</div><br>'
        f"<div>{QUOTED}</div></blockquote></div>",
    ),
    # Thunderbird
    plain("thunderbird en", ONE, f"{ONE}\n\nOn 16/11/2026 10:02, erm wrote:\n{quoted()}\n"),
    plain("thunderbird ru", RU, f"{RU}\n\n16.11.2026 10:02, erm пишет:\n{quoted()}\n"),
    plain("thunderbird de", "Klar.", f"Klar.\n\nAm 16.11.26 um 10:02 schrieb erm:\n{quoted()}\n"),
    plain(
        "thunderbird bottom posted with signature",
        ONE,
        f"On 16/11/2026 10:02, erm wrote:\n{quoted()}\n>\n\n{ONE}\n\n-- \nAnn Marsh\nPlatform\n",
    ),
    raw(
        "thunderbird flowed",
        "The structure was clear, and so were the two figures that you showed in the middle of the "
        "talk.\n\nNext time, leave ten minutes.",
        "From: ann@kelvane.example\nContent-Type: text/plain; charset=UTF-8; format=flowed\n"
        "Content-Transfer-Encoding: 7bit\nMIME-Version: 1.0\n\n"
        "The structure was clear, and so were the two figures that you \nshowed in the middle of the "
        "talk.\n\nNext time, leave ten minutes.\n\nOn 16/11/2026 10:02, erm wrote:\n"
        "> Theo asks you for feedback: quokka zeppelin, \n> marzipan? Answer this mail.\n\n-- \nAnn\n",
    ),
    html(
        "thunderbird html only",
        ONE,
        f'<p>{ONE}</p><div class="moz-cite-prefix">On 16/11/2026 10:02, erm wrote:<br></div>'
        f'<blockquote type="cite" cite="mid:x"><p>{QUOTED}</p></blockquote>'
        '<div class="moz-signature">-- <br>Ann</div>',
    ),
    # Yandex
    plain(
        "yandex web ru",
        RU,
        f'{RU}\n\n16.11.2026, 10:02, "erm" <erm@kelvane.example>:\n\n{quoted(mark=">  ")}\n',
    ),
    plain(
        "yandex web ru with signature",
        RU2,
        f'{RU2}\n\n-- \nС уважением, Анна\n\n16.11.2026, 10:02, "erm" <erm@kelvane.example>:\n'
        f"{quoted()}\n",
    ),
    html(
        "yandex html only ru",
        RU,
        f'<div>{RU}</div><div>\xa0</div><div>16.11.2026, 10:02, "erm" &lt;erm@kelvane.example&gt;:'
        f"</div><blockquote><p>{QUOTED}</p></blockquote><div>\xa0</div><div>\xa0</div>"
        "<div>--\xa0</div><div>Анна</div><div>\xa0</div>",
    ),
    html(
        "yandex html only ru with fields",
        RU,
        f"<div>{RU}</div><div>----------------</div><div>Кому: Анна (ann@kelvane.example);</div>"
        '<div>Тема: Отзыв;</div><div>16.11.2026, 10:02, "erm" &lt;erm@kelvane.example&gt;:</div>'
        f"<blockquote><p>{QUOTED}</p></blockquote>",
    ),
    plain(
        "yandex mobile ru",
        RU,
        f"{RU}\n\nОтправлено из мобильной Яндекс Почты\n\n16.11.2026, 10:02, erm "
        f"<erm@kelvane.example>:\n{quoted()}\n",
    ),
    # Mail.ru
    plain(
        "mail.ru web",
        RU,
        f"{RU}\n\n--\nАнна Марш\n\nПонедельник, 16 ноября 2026, 10:02 +03:00 от erm "
        f"<erm@kelvane.example>:\n\n{quoted(mark='>')}\n",
    ),
    plain(
        "mail.ru web marked",
        RU,
        f"{RU}\n \n \n>Понедельник, 16 ноября 2026, 10:02 +03:00 от erm <erm@kelvane.example>:\n> \n"
        f">{QUOTED}\n> \n--\nАнна\n",
    ),
    plain(
        "mail.ru android",
        RU,
        f"{RU}\n\nОтправлено из Почты Mail для Android\n\nпонедельник, 16 ноября 2026 г., 10:02 "
        f"+03:00 от erm <erm@kelvane.example>:\n\n{quoted()}\n",
    ),
    # Yahoo
    plain(
        "yahoo web en",
        ONE,
        f"{ONE}\n\n    On Monday, November 16, 2026 at 10:02:15 AM GMT+3, {ERM} wrote:  \n \n "
        f"{QUOTED}  \n",
    ),
    plain(
        "yahoo android en",
        ONE,
        f"{ONE}\n\nSent from Yahoo Mail on Android \n \n  On Mon, Nov 16, 2026 at 10:02, erm"
        f"<erm@kelvane.example> wrote:   {QUOTED}\n",
    ),
    html(
        "yahoo html only",
        ONE,
        f'<div>{ONE}</div><div id="yahoo_quoted_1" class="yahoo_quoted"><div>On Monday, November 16, '
        f"2026 at 10:02:15 AM GMT+3, erm &lt;erm@kelvane.example&gt; wrote:</div><p>{QUOTED}</p></div>",
    ),
    # Proton
    plain(
        "proton en",
        ONE,
        f"{ONE}\n\nSent with [Proton Mail](https://proton.me/mail/home) secure email.\n\n"
        f"On Monday, November 16th, 2026 at 10:02 AM, {ERM} wrote:\n\n{quoted()}\n",
    ),
    plain(
        "proton ru",
        RU,
        f"{RU}\n\nОтправлено с помощью Proton Mail.\n\nВ понедельник, 16 ноября 2026 г. в 10:02, "
        f"{ERM} пишет:\n\n{quoted()}\n",
    ),
    html(
        "proton html only",
        ONE,
        f'<div style="font-family: Arial">{ONE}</div><div class="protonmail_signature_block">Sent with '
        'Proton Mail</div><div class="protonmail_quote">On Monday, November 16th, 2026 at 10:02 AM, '
        f"erm &lt;erm@kelvane.example&gt; wrote:<br><blockquote><p>{QUOTED}</p></blockquote></div>",
    ),
    # mutt, K-9, Samsung and others
    plain(
        "mutt", ONE, f"{ONE}\n\nOn Mon, Nov 16, 2026 at 10:02:00AM +0000, erm wrote:\n{quoted()}\n"
    ),
    plain(
        "mutt inline",
        "Yes.\n\nNo, rather not.",
        f"On Mon, Nov 16, 2026 at 10:02:00AM +0000, erm wrote:\n{quoted()}\n\nYes.\n\n{quoted()}\n\n"
        "No, rather not.\n\n-- \nann\n",
    ),
    plain(
        "k-9 en",
        ONE,
        f"{ONE}\n\n-- \nSent from my Android device with K-9 Mail. Please excuse my brevity.\n\n"
        f"On 16 November 2026 10:02:00 GMT+03:00, {ERM} wrote:\n{quoted(mark='>')}\n",
    ),
    plain(
        "k-9 de",
        "Klar.",
        f"Klar.\n\nAm 16. November 2026 10:02:00 MEZ schrieb {ERM}:\n{quoted(mark='>')}\n",
    ),
    plain(
        "k-9 ru",
        RU,
        f"{RU}\n\n16 ноября 2026 г. 10:02:00 GMT+03:00, {ERM} пишет:\n{quoted(mark='>')}\n",
    ),
    plain(
        "samsung en",
        ONE,
        f"{ONE}\n\nSent from my Galaxy\n\n\n-------- Original message --------\nFrom: {ERM}\n"
        f"Date: 16/11/2026 10:02 (GMT+00:00)\nTo: Ann\nSubject: Theo\n\n{QUOTED}\n",
    ),
    plain(
        "samsung ru",
        RU,
        f"{RU}\n\nОтправлено с устройства Galaxy\n\n-------- Исходное сообщение --------\nОт: {ERM}\n"
        f"Дата: 16.11.2026 10:02 (GMT+03:00)\nКому: Анна\nТема: Отзыв\n\n{QUOTED}\n",
    ),
    # Forwarded
    plain(
        "gmail forwarded en",
        "Here is what I was asked. My answer: clear.",
        "Here is what I was asked. My answer: clear.\n\n---------- Forwarded message ---------\n"
        f"From: {ERM}\nDate: Mon, Nov 16, 2026 at 10:02 AM\nSubject: Theo\nTo: <ann@kelvane.example>\n"
        f"\n\n{QUOTED}\n",
    ),
    plain(
        "yandex forwarded ru",
        "Отвечаю: понятно.",
        'Отвечаю: понятно.\n\n-------- Пересылаемое сообщение --------\n16.11.2026, 10:02, "erm" '
        f"<erm@kelvane.example>:\n\n{QUOTED}\n-------- Конец пересылаемого сообщения --------\n",
    ),
    plain(
        "apple forwarded en",
        "Clear.",
        f"Clear.\n\n> Begin forwarded message:\n> \n> From: {ERM}\n> Subject: Theo\n> Date: 16 November "
        f"2026 at 10:02:00 GMT\n> \n{quoted()}\n",
    ),
    # What people write, and must not lose
    plain(
        "thanks at the beginning of a paragraph",
        "Good talk.\n\nThanks, that second figure was great.\n\nBest of all: the end.",
        "Good talk.\n\nThanks, that second figure was great.\n\nBest of all: the end.\n\n"
        f"On Mon, Nov 16, 2026 at 10:02 AM {ERM} wrote:\n\n{quoted()}\n",
    ),
    plain(
        "a list with hyphens",
        "Three points:\n\n- clear\n- short\n- late\n\n* and one more",
        "Three points:\n\n- clear\n- short\n- late\n\n* and one more\n\n"
        f"On 16/11/2026 10:02, erm wrote:\n{quoted()}\n",
    ),
    plain(
        "on Monday you wrote",
        "On Monday you wrote:\nthe slides are late. I did not mind.\n\nFrom: the first to the last.",
        "On Monday you wrote:\nthe slides are late. I did not mind.\n\nFrom: the first to the last.\n\n"
        f"On 16/11/2026 10:02, erm wrote:\n{quoted()}\n",
    ),
    plain("nothing quoted at all", TWO, f"{TWO}\n"),
    plain("nothing new", "", f"On 16/11/2026 10:02, erm wrote:\n{quoted()}\n"),
    plain("nothing but a signature", "", f"\n-- \nAnn Marsh\n\n{_OUTLOOK_EN}"),
    plain("emoji and other scripts", "👩‍🔧 Очень ясно — 明白了。", "👩‍🔧 Очень ясно — 明白了。\n"),
    # Structure
    raw(
        "alternative takes the plain part",
        "Plain words.",
        "From: ann@kelvane.example\nMIME-Version: 1.0\nContent-Type: multipart/alternative; "
        'boundary="b"\n\n--b\nContent-Type: text/plain; charset=utf-8\n\nPlain words.\n\nOn 16/11/2026 '
        f"10:02, erm wrote:\n> {QUOTED}\n--b\nContent-Type: text/html; charset=utf-8\n\n<p>Plain "
        f"words.</p><blockquote>{QUOTED}</blockquote>\n--b--\n",
    ),
    raw(
        "alternative with an empty plain part",
        "Words in HTML.",
        "From: ann@kelvane.example\nMIME-Version: 1.0\nContent-Type: multipart/alternative; "
        'boundary="b"\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n\n--b\nContent-Type: '
        f"text/html; charset=utf-8\n\n<p>Words in HTML.</p><blockquote>{QUOTED}</blockquote>\n--b--\n",
    ),
    raw(
        "apple's parts around a picture",
        "Before the picture.\n\nAfter the picture.",
        'From: ann@kelvane.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n'
        "--b\nContent-Type: text/plain\n\nBefore the picture.\n--b\nContent-Type: image/png\n"
        "Content-Disposition: inline; filename=a.png\nContent-Transfer-Encoding: base64\n\niVBORw0K\n"
        "--b\nContent-Type: text/plain\n\nAfter the picture.\n--b\nContent-Type: text/plain\n"
        f"Content-Disposition: attachment; filename=x.txt\n\n{QUOTED}\n--b--\n",
    ),
    raw(
        "a forwarded mail as an attachment",
        "See there.",
        'From: ann@kelvane.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n'
        f"--b\nContent-Type: text/plain\n\nSee there.\n--b\nContent-Type: message/rfc822\n\nFrom: x@y.z\n"
        f"Subject: Old\n\n{QUOTED}\n--b--\n",
    ),
    raw(
        "signed",
        "Signed words.",
        "From: ann@kelvane.example\nMIME-Version: 1.0\nContent-Type: multipart/signed; "
        'protocol="application/pgp-signature"; boundary="b"\n\n--b\nContent-Type: text/plain\n\n'
        "Signed words.\n--b\nContent-Type: application/pgp-signature; name=s.asc\n\n-----BEGIN PGP\n"
        "--b--\n",
    ),
    raw(
        "a charset that the mail does not name",
        RU,
        f"From: ann@kelvane.example\n\n{RU} {RU}\n".replace(f"{RU} {RU}", RU),
        encoding="windows-1251",
    ),
    raw(
        "a charset that does not exist",
        "Plain.",
        "From: ann@kelvane.example\nContent-Type: text/plain; charset=x-nowhere\n\nPlain.\n",
    ),
]
