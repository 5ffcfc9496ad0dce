/** What a document may cost. A legal document of 4 KB has about 80 elements on 6 levels. */
export const XML_DEPTH_MAX = 32
export const XML_ELEMENTS_MAX = 20_000
/** Attributes of one element, namespace declarations included. */
export const XML_ATTRIBUTES_MAX = 32
