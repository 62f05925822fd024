// Draw figures in place of their pictures, so that values can be pointed at; the picture stays
// where drawing fails. Expressions are interpreted, never evaluated, and nothing is fetched.
import * as vega from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { compile } from "vega-lite";

const REFUSED = {
  load: () => Promise.reject(new Error("Figures carry their data with them.")),
  sanitize: () => Promise.reject(new Error("Figures link to nothing.")),
  http: () => Promise.reject(new Error("Figures carry their data with them.")),
  file: () => Promise.reject(new Error("Figures carry their data with them.")),
};

const FONT = '"Source Sans 3", "Source Sans Pro", "Segoe UI", arial, sans-serif';
// Tol's "Muted" scheme, as in the figures of reports: apart for colour-blind readers.
const COLOURS = ["#CC6677", "#332288", "#DDCC77", "#117733", "#88CCEE", "#882255", "#44AA99", "#999933", "#AA4499"];
const LOOK = {
  font: FONT,
  background: "#ffffff",
  axis: { labelFontSize: 13, titleFontSize: 13, labelColor: "#16262e", titleColor: "#16262e" },
  legend: { labelFontSize: 13, titleFontSize: 13 },
  mark: { color: "#0b4a57" },
  range: { category: COLOURS, heatmap: { scheme: "viridis" }, ramp: { scheme: "viridis" } },
};

async function draw(figure) {
  const picture = figure.querySelector("img");
  const place = document.createElement("div");
  place.className = "figure__drawn scroll";
  picture.before(place);
  try {
    const described = figure.querySelector('script[type="application/json"]').textContent;
    const drawing = compile({ width: "container", ...JSON.parse(described) }, { config: LOOK }).spec;
    await document.fonts.ready;
    const view = new vega.View(vega.parse(drawing, null, { ast: true }), {
      container: place, expr: expressionInterpreter, loader: REFUSED, renderer: "svg",
      hover: true, tooltip: tooltipIn(place),
    });
    await view.runAsync();
    place.firstElementChild.setAttribute("aria-label", picture.alt);
    picture.hidden = true;
    letScroll(place, picture.alt);
    figure.dataset.drawn = "yes";
  } catch (problem) {
    place.remove();
    figure.dataset.drawn = "no";
    console.warn(`The figure stays a picture: ${problem.message}`);
  }
}

// What is wider than its place moves inside itself, by keyboard too.
function letScroll(place, words) {
  if (place.scrollWidth > place.clientWidth) {
    place.tabIndex = 0;
    place.setAttribute("role", "region");
    place.setAttribute("aria-label", words);
  }
}

// The browser's own tooltip, from the words that the description of the figure gives.
function tooltipIn(place) {
  return (handler, event, item, value) => {
    place.title = value == null ? "" : typeof value === "object" ? sentence(value) : String(value);
  };
}

function sentence(values) {
  return Object.entries(values).map(([name, value]) => `${name}: ${value}`).join("; ");
}

document.querySelectorAll("[data-figure]").forEach(draw);
