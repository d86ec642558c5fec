"""What stands under a heading that names its part: 指导思想, 基本原则, 工作目标, 现状, 项目概况."""

from __future__ import annotations

import re

from graph_builder.classes import SentenceClass

__all__ = ["of_heading"]

# With each class, whether the units below take it over: below 总体要求 each part has a heading of its own.
_HEADINGS = (
    (SentenceClass.PRINCIPLE, True, re.compile(r"指导思想|(?:基本|主要|工作|遵循|实施)?原则(?:$|[^上，])|总体思路")),
    (
        SentenceClass.GOAL,
        True,
        re.compile(
            r"(?:工作|主要|总体|发展|阶段性?|建设|创建|具体|预期|行动|近期|远期)目标(?!责任|考核)|目标任务$|总目标|目标$|目标到"
        ),
    ),
    (
        SentenceClass.BACKGROUND,
        True,
        re.compile(
            r"现状|形势|背景|重大意义|重要意义|重要性|必要性|存在的?(?:主要)?问题|发展基础|主要成[效就]|取得的?成[效就绩]|编制依据"
            r"|名词解释|术语|^定义|基本情况|(?:检查|进展|总体|工作|有关|核查|调查)情况$|概况|(?:事件|工作|编制)过程|环境影响$|[境态动声物气水]影响$"
            r"|编制说明|起草说明|修订说明|^(?:该|本)(?:项目|工程)(?:位于|拟|为|属)"
        ),
    ),
    (SentenceClass.PRINCIPLE, False, re.compile(r"总体要求|基本要求")),
)


def of_heading(label: str) -> tuple[SentenceClass | None, bool]:
    """Return the class of what stands under a heading, None where it does not tell; and whether it is passed on.

    >>> of_heading("指导思想"), of_heading("重点任务")
    ((<SentenceClass.PRINCIPLE: 'principle'>, True), (None, False))
    """
    return next(((kind, passed_on) for kind, passed_on, pattern in _HEADINGS if pattern.search(label)), (None, False))
