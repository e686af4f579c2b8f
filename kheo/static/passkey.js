// Passkeys: the browser's own dialog, its answer put into a hidden field and sent as a form.
const options = () => JSON.parse(document.getElementById("passkey-options").textContent);
const button = (id, act) => document.getElementById(id)?.addEventListener("click", async (e) => {
  const form = e.target.closest("form");
  const wrong = form.querySelector("#passkey-wrong");
  wrong.hidden = true;
  try {
    form.elements.credential.value = JSON.stringify(await act(form));
    form.submit();
  } catch (error) {
    wrong.hidden = false;
  }
});

button("passkey-add", (form) => {
  const asked = options().creation_options;
  const alone = form.elements.passwordless?.checked;
  const chosen = asked.publicKey.authenticatorSelection;
  chosen.residentKey = alone ? "required" : "discouraged";
  chosen.requireResidentKey = alone;
  if (alone) chosen.userVerification = "required";
  return webauthnJSON.create(asked);
});
button("passkey-use", () => webauthnJSON.get(options().request_options));
button("passkey-login", async (form) => {
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  return webauthnJSON.get((await answer.json()).request_options);
});
const form = document.getElementById("passkey");
if (form && window.PublicKeyCredential) form.hidden = false;
