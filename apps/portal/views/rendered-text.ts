const BLOCKS = [
  'article|dd|details|div|dl|dt|fieldset|footer|form|h[1-6]|header|label|legend|li',
  'main|nav|ol|p|section|summary|ul|br',
].join('|');
const BLOCK = new RegExp(`</?(?:${BLOCKS})\\b[^>]*>`, 'g');
const TAG = /<[^>]*>/g;
const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
};

/**
 * The text that a person reads in markup of ours: a line a block, white space collapsed, nothing
 * left out, closed details included. The same markup gives the same text, whatever its attributes.
 */
export function renderedText(html: string): string {
  return html
    .replace(BLOCK, '\n')
    .replace(TAG, '')
    .replace(/&(?:amp|lt|gt|quot);/g, (entity) => ENTITIES[entity] ?? entity)
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');
}
