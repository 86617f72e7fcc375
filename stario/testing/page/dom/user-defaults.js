// What a press and a release of the mouse do by themselves: choose options of a list, put the caret.

import { hasFields, pressFields } from "./date-fields.js";
import { editingHostOf, pressHost } from "./editing-hosts.js";
import { fire } from "./events.js";
import { modifiersOf } from "./user-keyboard.js";
import {
  isMenu,
  isOptionDisabled,
  optionsOf,
  selectOf,
  selectOption,
  setSelectedness,
} from "./select-state.js";
import { editedText, setSelection } from "./text-selection.js";
import { isTextControl } from "./text-editing.js";

function optionAround(target) {
  for (let at = target; at !== null && at._kind === 1; at = at._parent) {
    if (at._localName === "option" && at._isHTML) return at;
  }
  return null;
}

function selectionIn(select) {
  return optionsOf(select).map((option) => option._selected);
}

// As in a list box: alone, with Ctrl in addition, with Shift from the last one to this.
function pressOption(select, option) {
  select._seenSelection = selectionIn(select);
  const { ctrlKey, metaKey, shiftKey } = modifiersOf();
  const multiple = select._attributes.has("multiple");
  if (multiple && (ctrlKey || metaKey)) {
    setSelectedness(option, !option._selected);
    option._dirtySelected = true;
  } else if (multiple && shiftKey && select._anchor) {
    const options = optionsOf(select);
    const [from, to] = [options.indexOf(select._anchor), options.indexOf(option)].sort(
      (a, b) => a - b,
    );
    options.forEach((each, at) => {
      setSelectedness(each, at >= from && at <= to && !isOptionDisabled(each));
      each._dirtySelected = true;
    });
    return;
  } else {
    selectOption(select, option, { alone: true, dirty: true });
  }
  select._anchor = option;
}

export function mousePressDefault(target, button, count) {
  if (button !== 0) return;
  if (hasFields(target)) pressFields(target);
  const host = editingHostOf(target);
  if (host !== null) pressHost(host);
  if (isTextControl(target)) {
    const end = editedText(target).length;
    setSelection(target, count >= 3 ? 0 : end, end);
    return;
  }
  const option = optionAround(target);
  const select = option === null ? null : selectOf(option);
  if (select !== null && !isMenu(select) && !isOptionDisabled(option)) pressOption(select, option);
}

export function mouseReleaseDefault(target) {
  const option = optionAround(target);
  const select = option === null ? null : selectOf(option);
  if (select === null || select._seenSelection === null) return;
  const before = select._seenSelection;
  select._seenSelection = null;
  const now = selectionIn(select);
  if (before.length === now.length && before.every((selected, at) => selected === now[at])) return;
  fire(select, "input", { bubbles: true, composed: true });
  fire(select, "change", { bubbles: true });
}
