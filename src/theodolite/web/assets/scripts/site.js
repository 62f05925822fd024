// What makes pages more comfortable where scripts run; every page works without it.
import {
  Button, CharacterCount, Checkboxes, ErrorSummary, FileUpload, NotificationBanner, PasswordInput,
  Radios, SkipLink, createAll,
} from "nhsuk-frontend";
import htmx from "htmx.org";

document.body.classList.add("js-enabled", "nhsuk-frontend-supported");

const COMPONENTS = [
  Button, CharacterCount, Checkboxes, ErrorSummary, FileUpload, NotificationBanner, PasswordInput,
  Radios, SkipLink,
];

function enhance(part) {
  for (const component of COMPONENTS) {
    createAll(component, undefined, { scope: part });
  }
}

// Nothing inline, nothing evaluated, nothing from elsewhere, and no page kept in the browser.
Object.assign(htmx.config, {
  allowEval: false,
  allowScriptTags: false,
  historyCacheSize: 0,
  includeIndicatorStyles: false,
  selfRequestsOnly: true,
});

enhance(document.body);
document.body.addEventListener("htmx:load", (event) => {
  if (event.detail.elt !== document.body) {
    enhance(event.detail.elt);
  }
});
window.htmx = htmx;
