export function assignedSlotOf() {
  return null;
}
export function slotsInserted() {}
export function slotsRemoved() {}
export function fireSlotChanges() {}
export function slotAttribute() {}
export function attachShadowTo() {}
export function openShadow() {
  return false;
}
export function declaredShadow() {
  return null;
}
