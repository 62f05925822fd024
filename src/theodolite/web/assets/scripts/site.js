// What makes pages more comfortable where scripts run; every page works without it.
import {
  Button, CharacterCount, Checkboxes, ErrorSummary, FileUpload, NotificationBanner, PasswordInput,
  Radios, SkipLink, isInitialised,
} from "nhsuk-frontend";
import htmx from "htmx.org";

document.body.classList.add("js-enabled", "nhsuk-frontend-supported");

const COMPONENTS = [
  Button, CharacterCount, Checkboxes, ErrorSummary, FileUpload, NotificationBanner, PasswordInput,
  Radios, SkipLink,
];

// A part that was fetched may itself be a component, or hold some that are at work already.
function enhance(part) {
  for (const Component of COMPONENTS) {
    const module = `[data-module="${Component.moduleName}"]`;
    for (const one of [part, ...part.querySelectorAll(module)]) {
      if (one.matches(module) && !isInitialised(one, Component.moduleName)) {
        new Component(one);
      }
    }
  }
}

// Nothing inline, nothing evaluated, nothing from elsewhere, and no page kept in the browser.
Object.assign(htmx.config, {
  allowEval: false,
  allowScriptTags: false,
  historyCacheSize: 0,
  includeIndicatorStyles: false,
  // A form with mistakes (422) and two versions of one thing (409) are pages like others.
  responseHandling: [
    { code: "204", swap: false },
    { code: "[23]..|409|422", swap: true },
    { code: "[45]..", swap: false, error: true },
  ],
  selfRequestsOnly: true,
});

enhance(document.body);
document.body.addEventListener("htmx:load", (event) => {
  if (event.detail.elt !== document.body) {
    enhance(event.detail.elt);
  }
});
// Whoever was signed out meanwhile is sent to sign in, and does not find that page within this one.
document.body.addEventListener("htmx:beforeSwap", (event) => {
  if (new URL(event.detail.xhr.responseURL).pathname.startsWith("/accounts/login")) {
    event.detail.shouldSwap = false;
    window.location.reload();
  }
});
