// Draws the chart beside its table; the page is complete without it.
"use strict";

(() => {
  const place = document.getElementById("bieu-do-nam");
  const source = document.getElementById("so-lieu-nam");
  if (!place || !source || typeof echarts === "undefined") return;
  const figures = JSON.parse(source.textContent);
  const look = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const draw = () => {
    const known = echarts.getInstanceByDom(place);
    if (known) known.dispose();
    const chart = echarts.init(place, null, { renderer: "svg" });
    const ink = getComputedStyle(document.body).color;
    const bar = (name, data, colour) => ({
      name, data, type: "bar", barMaxWidth: 16, itemStyle: { color: colour }, emphasis: { disabled: true },
    });
    chart.setOption({
      animation: false,
      textStyle: { fontFamily: "Be Vietnam Pro", color: ink },
      grid: { left: 34, right: 8, top: 12, bottom: 24 },
      xAxis: { type: "category", data: figures.months, axisLabel: { color: ink }, axisTick: { show: false } },
      yAxis: { type: "value", minInterval: 1, axisLabel: { color: ink }, splitLine: { lineStyle: { color: look("--line") } } },
      series: [
        bar("Đã duyệt", figures.confirmed, look("--chart-sure")),
        bar("Đề xuất", figures.proposed, look("--chart-fair")),
        bar("Còn nghi ngờ", figures.doubtful, look("--chart-doubt")),
      ],
    });
    return chart;
  };
  let chart = draw();
  window.addEventListener("resize", () => chart.resize());
  window.addEventListener("beforeprint", () => chart.resize());
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { chart = draw(); });
})();
