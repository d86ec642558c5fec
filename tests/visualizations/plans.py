"""Two documents of our own, read by `policykg build`: with deadlines, gaps, targets, mines near and far."""

from __future__ import annotations

from pathlib import Path

from graph_builder import build

OPINION = """国务院办公厅关于促进示例工业发展的意见

国办发〔2016〕99号

各省、自治区、直辖市人民政府，国务院各部委、各直属机构：

　　为促进示例工业健康发展，经国务院同意，现提出以下意见。

　　一、主要任务

　　（一）加强矿山生态修复。2018年底前，完成历史遗留矿山普查。（自然资源部牵头，财政部配合）

　　（二）推广节能设备。鼓励企业更新设备，降低单位产品能耗。（工业和信息化部、科技部负责）

　　（三）培育市场主体。支持企业做优做强，发展一批龙头企业。

国务院办公厅
2016年6月12日
"""

PLAN = """西藏自治区人民政府办公厅关于印发示例工业实施方案的通知

藏政办发〔2017〕98号

各地（市）行署（人民政府），自治区各委、办、厅、局：

　　《示例工业实施方案》已经自治区人民政府同意，现印发给你们，请认真贯彻执行。

西藏自治区人民政府办公厅
2017年5月20日

示例工业实施方案

　　为贯彻落实《国务院办公厅关于促进示例工业发展的意见》（国办发〔2016〕99号），制定本方案。

　　一、总体要求

　　到2020年，矿山生态修复率达到60%以上。

　　二、主要任务

　　（一）加强矿山生态修复。2019年6月底前，完成玉龙铜矿、驱龙铜矿和扎布耶盐湖锂矿周边治理。（自然资源厅牵头，财政厅、生态环境厅配合）

　　（二）推进智能开采。2025年12月31日前，建成无名岭金矿智能化系统。（工业和信息化厅、科技厅负责）

　　（三）严格安全监管。每年3月底前，对重点矿山开展一次检查。（应急管理厅负责）

　　（四）完善基础设施。改善墨竹工卡县甲玛铜多金属矿周边道路。（交通运输厅牵头，能源局牵头）

　　（五）加强人才培养。（有关部门负责）

　　（六）做好宣传引导。加强政策解读，营造良好氛围。
"""


def build_plans(folder: Path) -> Path:
    """Write both documents below a folder and build their graph there."""
    texts = folder / "plans"
    texts.mkdir()
    for name, text in (("opinion.txt", OPINION), ("plan.txt", PLAN)):
        (texts / name).write_text(text, encoding="utf-8", newline="\n")
    build([texts], folder / "plans-graph", "policykg tests")
    return folder / "plans-graph"
