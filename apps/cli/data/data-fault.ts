/** What is wrong with a profile or a public file, in one line that names the place. */
export class DataFault extends Error {}
