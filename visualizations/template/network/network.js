addView({
  name: "network",
  words: { zh: { network: "关系图" }, en: { network: "Network" } },
  draw(changed) {
    if (!picture.ready()) picture.start();
    else if (changed("doc")) { picture.arrange(); picture.refresh(); picture.open(); }
    if (!byId("legend").children.length) drawLegend();
    picture.refresh();
  },
});
