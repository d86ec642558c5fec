// What the page says, in Chinese and English. Text from documents is never translated.
const WORDS = {
  zh: {
    search: "搜索名称、文号、原文，可用拼音", nothing: "没有结果", about: "关于", theme: "主题：{0}", auto: "跟随系统", light: "浅色", dark: "深色", skipView: "跳到正文", skipPanel: "跳到所选内容", panel: "所选内容", alsoHere: "此处还读出", views: "视图", copied: "已复制：{0} 行 × {1} 列，可直接粘贴到 Excel 或 WPS", notCopied: "浏览器不允许复制，请改用 CSV", close: "关闭", other: "EN", otherName: "English",
    allDocuments: "全部文件", documentsAndBodies: "概览：文件与单位", allNodes: "全部内容", tasks: "任务分工", document: "文件", task: "任务", body: "单位", base: "产业基地", park: "园区", mine: "矿山",
    mineral: "矿种", lead: "牵头", responsible: "负责", support: "配合", guide: "指导", supervise: "监督",
    states: "载明", cites: "引用", concerns: "涉及", contains: "所含矿山", mineralLink: "产出矿种",
    implements: "贯彻落实", issues: "印发", amends: "修订", repeals: "废止", citesRelation: "提及",
    marks: { lead: "牵", responsible: "责", support: "配", guide: "导", supervise: "督" },
    fit: "适应窗口", zoomIn: "放大", zoomOut: "缩小", savePicture: "存为图片", saveTable: "存为 CSV", print: "打印",
    showAll: "全部显示", filterHint: "点击图例可隐藏或显示该类",
    number: "文号", order: "序号", issuer: "发文机关", signed: "成文日期", published: "发布日期", deadline: "完成时限", level: "层级",
    partners: "协同单位数", betweenness: "枢纽程度", betweennessNote: "中介中心性：其他单位经共同任务相连的最短路线中，有多少经过它；0 为没有，1 为全部。", circle: "协同社群（任务最多者 · 单位数）",
    parent: "上级", sort: "类型", status: "状态", aliases: "文中又称", file: "来源", fullName: "全称",
    province: "省级", prefecture: "地级", county: "县级", state: "国家级", township: "乡级",
    GenericBody: "泛指，未指明具体单位", OrganizationGroup: "一类单位", generic: "泛指", decidedBy: "人工更正：",
    unread: "未读出的语句", "unread-duty": "未读：责任词未入事实", "unread-body": "未读：写明机构应做的事", "unread-date": "未读：期限", "unread-figure": "未读：数字",
    "unread-title": "未读：文件名", "unread-table": "未读：表格或名单", "unread-form": "未读：未见可识别的行文形式",
    coverage: "阅读覆盖", accounted: "全文字数的 {0} 已有着落：读出了事实，或已知其中没有事实。", countSentences: "{0} 句",
    "class-fact": "读出事实", "class-measure": "措施，由所在任务的单位承担", "class-measure-unassigned": "措施，未落实到单位", "class-goal": "目标", "class-principle": "指导思想和原则",
    "class-exhortation": "号召", "class-background": "背景", "class-formula": "套语和版记", "class-repeated": "重复", "class-unread": "未读",
 "repeated-passage": "重复段落", "numbering-gap": "编号不连续", "stale-correction": "失效的更正", "lost-heading": "标题缺失",
    noTasks: "没有任务可列。",
    overview: "概览", busiest: "任务最多的单位", indicators: "数据指标", everything: "全部条目", citedOnly: "被引用，原文不在图中",
    noticeOnly: "印发通知", 
    "hint-network": "点击图中的点或线，查看它的依据原文。按 / 搜索，Esc 取消选择。", "hint-matrix": "点击任务、单位或格中的角色，查看它的依据原文。按 / 搜索，Esc 取消选择。", "hint-dossier": "点击单位，看它承担的全部任务；点击“原句”，查看依据原文。按 / 搜索，Esc 取消选择。", "hint-text": "点击标出的语句，看它读成了什么。按 / 搜索，Esc 取消选择。", "hint-timeline": "点击图中的标记或下方的事项，查看它的依据原文。按 / 搜索，Esc 取消选择。", "hint-map": "点击图中的地点或旁边的名称，看它与哪些任务有关。按 / 搜索，Esc 取消选择。", "hint-gaps": "展开一类，再点击其中一条，查看原文。按 / 搜索，Esc 取消选择。", "hint-ask": "点击答案中的名称或原句，查看它在文件中的位置。按 / 搜索，Esc 取消选择。",
    tasksOf: "承担的任务", bodiesOf: "责任单位", nobody: "文中没有写明责任单位。", related: "相关",
    references: "引用关系", heading: "任务标题", mentions: "原文提到", inText: "在原文中查看", position: "第 {0}–{1} 字",
    noText: "原文不在本页（太长，或图中没有）", printed: "原文写作", cells: "表中：{0}",
    countTasks: "{0} 项任务", aboutWords: "本页由 policykg 生成，图由 pyvis 与 vis-network 绘制。所有内容都在这一个文件里，不访问网络。位置按字（码点）计。",
    pictureOf: "关系图：左为单位，中为任务，右为任务所涉及的基地、矿山和矿种。全部条目也列在右侧面板里。", sentence: "原句", row: "任务",
  },
  en: {
    search: "Search names, numbers, sentences", nothing: "Nothing found", about: "About", theme: "Theme: {0}", auto: "as the system", light: "light", dark: "dark", skipView: "Skip to the view", skipPanel: "Skip to what is chosen", panel: "What is chosen", alsoHere: "Also read here", views: "Views", copied: "Copied {0} rows × {1} columns; paste them into Excel or WPS", notCopied: "The browser does not allow copying; use CSV", close: "Close", other: "中文", otherName: "中文",
    allDocuments: "All documents", documentsAndBodies: "Overview: documents and bodies", allNodes: "Everything", tasks: "tasks", document: "Documents", task: "Tasks", body: "Bodies", base: "Industrial bases", park: "Parks", mine: "Mines",
    mineral: "Minerals", lead: "leads", responsible: "responsible", support: "supports", guide: "guides", supervise: "supervises",
    states: "states", cites: "cites", concerns: "concerns", contains: "mines of a base", mineralLink: "mineral of a mine",
    implements: "implements", issues: "issues", amends: "amends", repeals: "repeals", citesRelation: "mentions",
    marks: { lead: "L", responsible: "R", support: "S", guide: "G", supervise: "V" },
    fit: "Fit to window", zoomIn: "Zoom in", zoomOut: "Zoom out", savePicture: "Save picture", saveTable: "Save as CSV", print: "Print",
    showAll: "Show all", filterHint: "Click a legend entry to hide or show it",
    number: "Number", order: "Number", issuer: "Issued by", signed: "Signed", published: "Published", deadline: "Deadline", level: "Level",
    partners: "Works with", betweenness: "Go-between", betweennessNote: "Betweenness centrality: the share of shortest ways between other bodies, along shared tasks, that pass through this one; 0 none, 1 all.", circle: "Community (most tasks · bodies)",
    parent: "Part of", sort: "Type", status: "Status", aliases: "Also called", file: "Source", fullName: "Full name",
    province: "province", prefecture: "prefecture", county: "county", state: "state", township: "township",
    GenericBody: "generic: names no one in particular", OrganizationGroup: "a group of bodies", generic: "generic", decidedBy: "decided by",
    unread: "Sentences that were not read", "unread-duty": "Not read: a word of responsibility", "unread-body": "Not read: a body is told what to do", "unread-date": "Not read: a day", "unread-figure": "Not read: a figure",
    "unread-title": "Not read: a title", "unread-table": "Not read: a table or list", "unread-form": "Not read: no known form",
    coverage: "Coverage", accounted: "{0} of the characters are accounted for: they gave a fact or are known to state none.", countSentences: "{0} sentences",
    "class-fact": "gave a fact", "class-measure": "measure, borne by the bodies of its task", "class-measure-unassigned": "measure without a body", "class-goal": "goal", "class-principle": "principle",
    "class-exhortation": "exhortation", "class-background": "background", "class-formula": "formula and imprint", "class-repeated": "repeated", "class-unread": "not read",
 "repeated-passage": "Repeated passages", "numbering-gap": "Gaps in numbering", "stale-correction": "Stale corrections", "lost-heading": "Lost headings",
    noTasks: "There are no tasks to list.",
    overview: "Overview", busiest: "Bodies with most tasks", indicators: "Indicators", everything: "All entries", citedOnly: "cited; its text is not in this graph",
    noticeOnly: "issuing notice", 
    "hint-network": "Click a mark or a line to read the sentence behind it. / to search, Esc to clear.", "hint-matrix": "Click a task, a body or a role in a cell to read the sentence behind it. / to search, Esc to clear.", "hint-dossier": "Click a body to see all its tasks, and its sentence to read what the document says. / to search, Esc to clear.", "hint-text": "Click what is marked to see what it was read as. / to search, Esc to clear.", "hint-timeline": "Click a mark or an entry below it to read the sentence behind it. / to search, Esc to clear.", "hint-map": "Click a place or its name beside the map to see the tasks about it. / to search, Esc to clear.", "hint-gaps": "Open a kind, then click an entry to read the sentence. / to search, Esc to clear.", "hint-ask": "Click a name or a sentence in the answer to see where it stands. / to search, Esc to clear.",
    tasksOf: "Tasks", bodiesOf: "Bodies", nobody: "The text names no body.", related: "Related",
    references: "References", heading: "Heading", mentions: "Mentioned", inText: "Show in the text", position: "characters {0}–{1}",
    noText: "its text is not in this page (too long, or not in the graph)", printed: "printed as", cells: "In the cells: {0}",
    countTasks: "{0} tasks", aboutWords: "Made by policykg; the picture is drawn by pyvis and vis-network. Everything is in this one file; it asks no network for anything. Positions count characters (code points).",
    pictureOf: "Network: bodies on the left, tasks in the middle, on the right the bases, mines and minerals that tasks concern. The panel on the right lists all entries as well.", sentence: "Sentence", row: "Task",
  },
};

const ONE = { document: "Document", task: "Task", body: "Body", base: "Industrial base", park: "Park", mine: "Mine", mineral: "Mineral" };

let language = "zh";
const UNSAID = new Set(); // keys met without words

// Words that a view brings along. A key has one meaning on the whole page.
function addWords(words) {
  for (const [tongue, own] of Object.entries(words)) {
    for (const key of Object.keys(own)) if (key in WORDS[tongue]) throw new Error(`the word ${key} is there already`);
    Object.assign(WORDS[tongue], own);
  }
}

// The words for a key; an unknown key, such as a kind of finding that is new, stands for itself.
function say(key, ...values) {
  if (!Object.hasOwn(WORDS[language], key)) {
    UNSAID.add(key);
    return key;
  }
  const words = WORDS[language][key];
  return values.reduce((text, value, index) => text.replace(`{${index}}`, () => String(value)), words);
}

// The word for one thing of a kind; Chinese has the same word for one and many.
const sayOne = (kind) => (language === "en" ? ONE[kind] : undefined) ?? say(kind);
