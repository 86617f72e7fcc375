export function parseXMLFragment() {}
export function parseXMLDocument() {}
