// Which element an action or a question of a test's is about, when it names one beside it.

export class TestMistake extends Error {}
TestMistake.prototype.name = "";

const NATIVE_TARGETS = new Set(["button", "input", "textarea", "select"]);

// Instead of what is in a button, the button; instead of a label, the control that it labels.
export function controlBehind(element) {
  // Most often it is a control itself, as the selectors below would find as well.
  if (element._isHTML && NATIVE_TARGETS.has(element._localName)) return element;
  let control = element;
  if (!control.matches("input, textarea, select") && !control.isContentEditable) {
    const around = "button, [role=button], [role=checkbox], [role=radio]";
    control = control.closest(around) ?? control;
  }
  const direct =
    "a, input, textarea, button, select, [role=link], [role=button], [role=checkbox], [role=radio]";
  if (control.matches(direct) || control.isContentEditable) return control;
  return control.closest("label")?.control ?? control;
}
