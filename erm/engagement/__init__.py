"""Surveys and pulses whose answers nobody can tie to a person.

A **survey** asks its questions once, or again and again as a **pulse**; each time is a **wave**. Whoever is
invited to a wave stands on its **roll** and takes one token, signed blindly (``ballots``); with it a
**ballot** comes in that says nothing of who sent it. What is told is decided from numbers of people alone
(``erm.disclosure``), once, when the wave is closed, and stands in the **release** (``results``), which every
screen, file and mail reads. The **promise** says all that before the first question, and is frozen.

States: a survey is a draft, launched, ended; a wave is planned, open, closing, closed (or cancelled).
Always: no id, time or order ties a ballot to the roll; nothing is computed of answers before the close; no
group of fewer people than promised is told of, nor can be worked out from what is told.

Packages import only those before them: ``bank``, ``surveys``, ``waves``, ``ballots``, ``ledger``,
``results``, ``comments``, ``actions``, ``past``.
"""
