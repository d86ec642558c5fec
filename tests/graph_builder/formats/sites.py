"""Pages of official sites, written for the tests in the forms that such sites use; places and numbers are made up."""

from __future__ import annotations

__all__ = ["LOCAL", "PROVINCE", "SITES", "STATE", "TEXT", "WORD"]

# What each page holds, a paragraph a line.
TEXT = """云岭市人民政府办公室关于
加强水库管护工作的实施意见
云政办发〔2023〕17号
各县（市、区）人民政府，市政府各部门：
为加强水库管护，保障供水安全，经市政府同意，提出以下意见。
一、主要任务
（一）摸清底数。对全市小型水库逐座登记，建立台账。（市水务局牵头，市财政局、各县（市、区）人民政府配合）
（二）落实经费。把管护经费列入年度预算，2024年底前全部到位。（市财政局负责）
附件：小型水库管护任务表
云岭市人民政府办公室
2023年5月6日
"""
_SHORT = TEXT.splitlines()

STATE = f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{_SHORT[0]}{_SHORT[1]}_水务_云岭市人民政府网</title>
<meta name="ArticleTitle" content="{_SHORT[0]}{_SHORT[1]}"><meta name="PubDate" content="2023-05-09 08:30">
<style>p {{ text-indent: 2em }}</style><script>var nav = "<p>首页，要闻。</p>";</script></head>
<body><div class="header"><ul class="nav"><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li></ul></div>
<div class="crumb">当前位置：<a href="/">首页</a>&nbsp;&gt;&nbsp;<a href="/zc">政策文件</a></div>
<table class="bd1"><tbody>
<tr><td><b>索 引 号：</b></td><td>000014349/2023-00017</td><td><b>主题分类：</b></td><td>水利、水务\\其他</td></tr>
<tr><td><b>发文机关：</b></td><td>云岭市人民政府办公室</td><td><b>成文日期：</b></td><td>2023年05月06日</td></tr>
<tr><td><b>标　　题：</b></td><td colspan="3">{_SHORT[0]}{_SHORT[1]}</td></tr>
<tr><td><b>发文字号：</b></td><td>云政办发〔2023〕17号</td><td><b>发布日期：</b></td><td>2023年05月09日</td></tr>
<tr><td><b>主 题 词：</b></td><td colspan="3"></td></tr></tbody></table>
<div class="share">分享到：<a href="#">微信</a> <a href="#">微博</a></div>
<table border="0" width="100%"><tbody><tr><td class="b12c" id="UCAP-CONTENT">
<p style="text-align: center"><span style="font-weight: bold">{_SHORT[0]}</span></p>
<p style="text-align: center"><span style="font-weight: bold">{_SHORT[1]}</span></p>
<p style="text-align: center">云政办发〔<span>2023</span>〕17号</p><p><br></p>
{"".join(f'<p style="text-indent: 2em"><span>{line}</span></p>' for line in _SHORT[3:])}
</td></tr></tbody></table>
<div class="related"><h2>相关链接</h2><ul><li><a href="/a">一图读懂水库管护</a></li></ul></div>
<div class="pages_print"><a href="javascript:window.print()">【打印本页】</a><a href="#">【关闭窗口】</a></div>
<div class="footer">主办单位：云岭市人民政府办公室　版权所有　<a href="#">滇ICP备00000000号</a></div></body></html>
"""

PROVINCE = f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312" />
<meta name="SiteName" content="云岭市水务局"/><meta name="PubDate" content="2023-05-09"/>
<title>{_SHORT[0]}{_SHORT[1]} - 云岭市水务局</title></head><body>
<div id="menu"><a href="/">网站首页</a>|<a href="/">机构概况</a>|<a href="/">信息公开，服务</a></div>
<ul class="xxgk"><li><span>文　　号：</span>云政办发〔2023〕17号</li><li><span>发布机构：</span>云岭市人民政府办公室</li>
<li><span>有 效 性：</span>有效</li></ul>
<h1>{_SHORT[0]}<br>{_SHORT[1]}</h1>
<p class="info">来源：云岭市人民政府办公室　　发布时间：2023-05-09　　浏览次数：<span id="hits"></span>　　字体：【大 中 小】</p>
<div class="article-content"><div class="TRS_Editor"><style>.TRS_Editor P{{margin:0}}</style>
{"".join(f"<div>　　{line}</div>" for line in _SHORT[3:])}
<div style="display:none">隐藏的文字，不在页面上。</div>
</div><p>【<a href="javascript:window.print()">打印</a>】 【<a href="#">关闭</a>】</p>
<p>责任编辑：张三</p><p>上一篇：<a href="#">关于节水工作的通知</a></p><p>扫一扫在手机打开当前页</p></div>
<div class="foot">版权所有：云岭市水务局　网站标识码：0000000000</div></body></html>
"""

LOCAL = f"""<HTML><HEAD><TITLE>云岭市</TITLE></HEAD><BODY><TABLE width=980><TR><TD colspan=2><IMG src=top.jpg>
<A href=/>首页</A> <A href=/a>走进云岭</A> <A href=/b>政务公开</A></TD></TR><TR><TD width=180>
<TABLE><TR><TD><A href=/1>通知公告</A></TD></TR><TR><TD><A href=/2>人事信息</A></TD></TR></TABLE></TD>
<TD><TABLE><TR><TD><FONT size=2>您的位置：<A href=/>首页</A> &gt;&gt; <A href=/b>文件</A></FONT></TD></TR>
<TR><TD align=center><B>{_SHORT[0]}{_SHORT[1]}</B></TD></TR>
<TR><TD align=center>云政办发〔2023〕17号</TD></TR>
<TR><TD><FONT face=宋体>{"<BR>".join(f"&nbsp;&nbsp;&nbsp; {line}" for line in _SHORT[3:])}</FONT></TD></TR>
<TR><TD align=right>[<A href="#">打印本页</A>] [<A href="#">关闭窗口</A>]</TD></TR></TABLE></TD></TR>
<TR><TD colspan=2>版权所有 云岭市人民政府 技术支持：某公司</TD></TR></TABLE></BODY></HTML>
"""

WORD = f"""<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset=gb2312>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Print</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {{margin:0}} --></style></head><body lang=ZH-CN><div class=WordSection1>
{"".join(f'<p class=MsoNormal><span style="font-family:仿宋">{line[:9]}</span><span>{chr(10) if len(line) > 30 else ""}{line[9:]}<o:p></o:p></span></p>' for line in _SHORT)}
<p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p></div></body></html>
"""

# What sites that are not known set around a document, at {}.
_MENU = (
    "<div class=top><ul><li><a href=/>首页</a></li><li><a href=/1>政务公开</a></li><li><a href=/2>互动交流</a></li></ul></div>"
    "<div class=way>当前位置：<a href=/>首页</a> &gt; <a href=/zc>政策</a> &gt; 正文</div>"
)
_SIDE = (
    "<div class=left><h3>信息公开</h3><ul>"
    + "<li><a href=/x>关于做好防汛工作的通知</a> 2023-01-02</li>" * 8
    + "</ul></div>"
)
_TOOLS = "<div>【字体：<a href=#>大</a> <a href=#>中</a> <a href=#>小</a>】 <a href=#>打印</a> 分享：</div>"
_END = (
    "<div>【<a href=#>打印本页</a>】【<a href=#>关闭窗口</a>】</div><div>上一篇：<a href=#>关于节水工作的通知</a></div>"
)
_FOOT = (
    "<div class=foot><p>主办：云岭市人民政府　承办：云岭市人民政府办公室</p><p>网站标识码：0000000000　<a href=#>滇ICP备0号</a></p>"
    "<p>地址：云岭市人民路1号　邮编：000000</p></div>"
)
SITES = {
    "named": f"<html><body>{_MENU}{_SIDE}{_TOOLS}<div class='TRS_Editor'>{{}}</div>{_END}{_FOOT}</body></html>",
    "columns": f"<html><body>{_MENU}<div>{_SIDE}<div>{_TOOLS}<div>{{}}</div>{_END}</div></div>{_FOOT}</body></html>",
    "flat": f"<html><body>{_MENU}<div>{_TOOLS}{{}}{_END}</div>{_FOOT}</body></html>",
    "table": (
        f"<table><tr><td>{_MENU}<tr><td width=200>{_SIDE}<td><table><tr><td>{_TOOLS}<tr><td>{{}}<tr><td>{_END}</table>"
        f"<tr><td>{_FOOT}</table>"
    ),
}
