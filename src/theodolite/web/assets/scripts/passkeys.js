// Say on the page that a passkey could not be used; django-allauth's scripts tell it in an event.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const said = document.getElementById("passkey-problem");
  if (said) {
    said.hidden = false;
    said.scrollIntoView({ block: "center" });
  }
});
