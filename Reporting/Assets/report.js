"use strict";
(() => {
  const numberOf = cell => cell.dataset.value !== undefined ? cell.dataset.value : cell.textContent.trim().replace("−", "-");
  const compare = (a, b) => {
    if (a === b) return 0;
    if (a === "" || a === "–") return 1;
    if (b === "" || b === "–") return -1;
    const [x, y] = [Number(a), Number(b)];
    return Number.isNaN(x) || Number.isNaN(y) ? a.localeCompare(b, "en", { numeric: true }) : x - y;
  };

  // Wide tables scroll in themselves, and the keyboard reaches them.
  for (const table of document.querySelectorAll("table")) {
    const scroll = document.createElement("div");
    scroll.className = "scroll";
    scroll.tabIndex = 0;
    scroll.setAttribute("role", "region");
    const caption = table.caption ? table.caption.textContent.trim() : "table";
    scroll.setAttribute("aria-label", caption);
    table.before(scroll);
    scroll.append(table);
  }

  // A heading sorts its column, and the other way round when it is used again.
  for (const table of document.querySelectorAll("table.sortable")) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      if (head.classList.contains("plain")) return; // nothing to sort by
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent.trim();
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const up = head.getAttribute("aria-sort") !== "ascending";
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        const body = table.tBodies[0];
        const rows = [...body.rows].map(row => [numberOf(row.cells[column]), row]);
        rows.sort((a, b) => (up ? 1 : -1) * compare(a[0], b[0]));
        body.append(...rows.map(pair => pair[1]));
      });
    });
  }

  // A field above long tables shows the rows that hold a text.
  for (const table of document.querySelectorAll("table.filterable")) {
    const rows = [...table.tBodies[0].rows];
    if (rows.length < 6) continue;
    const label = document.createElement("label");
    label.className = "filter";
    const input = document.createElement("input");
    input.type = "search";
    label.append("Rows with the text ", input);
    table.parentElement.before(label);
    input.addEventListener("input", () => {
      const text = input.value.toLowerCase();
      for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(text);
    });
  }

  const style = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const draw = (place, set) => {
    const colours = set.lines.map((_, i) => style(`--c${i % 12}`));
    const data = [set.epochs];
    const series = [{ label: "epoch" }];
    const bands = [];
    set.lines.forEach((line, i) => {
      const [low, high] = [line.low ?? line.mean, line.high ?? line.mean];
      data.push(line.mean, high, low);
      const first = 1 + 3 * i;
      const edge = { show: true, stroke: "transparent", width: 0, points: { show: false }, spanGaps: true };
      series.push(
        { label: line.name, stroke: colours[i], width: 2, points: { show: false }, spanGaps: true },
        { ...edge, label: "highest" }, { ...edge, label: "lowest" });
      bands.push({ series: [first + 1, first + 2], fill: `${colours[i]}26` });
    });
    const axis = { stroke: style("--soft"), grid: { stroke: style("--line"), width: 1 }, ticks: { stroke: style("--line") } };
    const values = set.lines.flatMap(line => line.high ?? line.mean).filter(value => value !== null);
    const least = Math.min(...set.lines.flatMap(line => line.low ?? line.mean).filter(value => value !== null));
    const wide = least > 0 && Math.max(...values) / least > 50;
    return new uPlot({
      width: Math.min(800, place.clientWidth), height: 360, series, bands,
      scales: { x: { time: false }, y: { distr: wide ? 3 : 1 } },
      axes: [{ ...axis, label: "epoch", incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] }, { ...axis, label: set.name, size: 70 }],
      legend: { live: true },
      hooks: {
        ready: [plot => {
          // Only the lines have an entry in the legend; switching one off takes its band along.
          plot.root.querySelectorAll(".u-series").forEach((row, i) => {
            if (i > 0 && (i - 1) % 3 > 0) row.hidden = true;
          });
        }],
        setSeries: [(plot, index, options) => {
          if (index !== null && (index - 1) % 3 === 0 && options.show !== undefined) {
            plot.setSeries(index + 1, { show: options.show }, false);
            plot.setSeries(index + 2, { show: options.show }, false);
          }
        }],
      },
    }, data, place);
  };

  const drawFigure = figure => {
    const sets = JSON.parse(figure.querySelector("script").textContent);
    const place = document.createElement("div");
    place.className = "plot";
    let choice = null;
    const show = () => {
      place.replaceChildren();
      figure.plot = draw(place, sets[choice ? choice.selectedIndex : 0]);
    };
    const drawn = figure.querySelector(".drawn");
    if (sets.length > 1) {
      const label = document.createElement("label");
      label.textContent = "Figure ";
      choice = document.createElement("select");
      for (const set of sets) choice.add(new Option(set.name));
      choice.addEventListener("change", show);
      label.append(choice);
      drawn.before(label);
    }
    drawn.replaceWith(place);
    show();
    for (const media of ["(prefers-color-scheme: dark)", "print"]) matchMedia(media).addEventListener("change", show);
    addEventListener("resize", () => figure.plot.setSize({ width: Math.min(800, place.clientWidth), height: 360 }));
  };

  // Curves are drawn when they come near the screen, so that a long page opens at once.
  const figures = [...document.querySelectorAll("figure.curves")];
  const watcher = new IntersectionObserver(entries => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      watcher.unobserve(entry.target);
      drawFigure(entry.target);
    }
  }, { rootMargin: "600px" });
  for (const figure of figures) watcher.observe(figure);
})();
