addView({
  name: "network",
  keys: { view: "", open: "", near: "" },
  words: {
    zh: {
      network: "关系图", sights: "图的内容", "sight-tasks": "任务分工", "sight-lead": "牵头与配合", "sight-together": "协同单位", "sight-descent": "文件脉络",
      leadingLine: "牵头，对方参与", togetherLine: "共同承担", sharedTasks: "共同的任务", firstOf: "只列出前 {0} 项，共 {1} 项；选一份文件可以看全。",
      nearOnly: "显示范围", nearAll: "全图", nearOne: "只看相邻", nearTwo: "相邻两步", trail: "位置", opens: "点击展开", noPicture: "这份文件里没有可画的这类关系。",
      "beyond-left": "左侧还有{0}，移过去看", "beyond-right": "右侧还有{0}，移过去看", andMore: " 等", saveVector: "存为矢量图（SVG）", linesHere: "连线 {0} 条", pictureKeys: "用方向键在图中移动，回车选择。",
    },
    en: {
      network: "Network", sights: "What the picture shows", "sight-tasks": "Tasks", "sight-lead": "Lead and support", "sight-together": "Working together", "sight-descent": "Descent of documents",
      leadingLine: "leads, the other takes part", togetherLine: "share tasks", sharedTasks: "Tasks", firstOf: "The first {0} of {1} only; choose one document to see all of its.",
      nearOnly: "Extent", nearAll: "All", nearOne: "Neighbours", nearTwo: "Two steps", trail: "Place", opens: "click to open", noPicture: "This document has no relations of this kind to draw.",
      "beyond-left": "Move to {0} on the left", "beyond-right": "Move to {0} on the right", andMore: " and more", saveVector: "Save as vector graphics (SVG)", linesHere: "{0} lines", pictureKeys: "Arrow keys move in the picture, Enter chooses.",
      "level-state": "State bodies", "level-province": "Provincial bodies", "level-prefecture": "Municipal bodies", "level-county": "County bodies", "level-township": "Townships", "level-": "Other bodies",
      "level-GenericBody": "Generic bodies", rest: "The rest", "year-": "No date",
    },
  },
  print: printPicture,
  draw(changed) {
    if (!picture.ready()) {
      startWalking();
      picture.start();
    } else picture.update();
    byId("picture").setAttribute("aria-label", `${say("pictureOf")}${say("pictureKeys")}`);
    drawPictureBar();
    if (!byId("legend").children.length || changed("view", "open", "near", "node", "doc")) drawLegend();
  },
});
