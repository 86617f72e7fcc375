// Elements by the names of what the window has are no variables.
(check) => {
  const words =
    "navigation toolbar menubar statusbar scrollbars locationbar personalbar external find chrome scheduler trustedTypes clientInformation Screen Selection Touch Plugin Highlight Animation Permissions history name status top screen open menu nav sidebar bar search tools plugins theme";
  const box = document.createElement("div");
  document.body.append(box);
  for (const word of words.split(" ")) {
    box.innerHTML = `<p id="${word}"></p><form name="${word}"></form>`;
    const [paragraph, form] = box.children;
    const both = window[word] instanceof HTMLCollection;
    paragraph.remove();
    check(word, [both, window[word] === form]);
    form.remove();
  }
  box.remove();
};
