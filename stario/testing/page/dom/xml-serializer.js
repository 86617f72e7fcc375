export function childrenXML(element) {
  return "";
}
export function nodeXML() {
  return "";
}
