// Which element an action or a question of a test's is about, when it names one beside it.

export class TestMistake extends Error {}
TestMistake.prototype.name = "";

// Instead of what is in a button, the button; instead of a label, the control that it labels.
export function controlBehind(element) {
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
