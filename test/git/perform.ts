// Performs one function of src/git and prints its answer: `node perform.ts MODULE FUNCTION DIRECTORY REQUEST`.
const [module = '', name = '', directory = '', json = ''] = process.argv.slice(2);
const functions = await import(`../../src/git/${module}.ts`);
const request = JSON.parse(json, (key, value) => (key === 'at' && /^\d{4}-/.test(value) ? new Date(value) : value));
process.stdout.write(JSON.stringify(await functions[name]({directory, env: process.env}, request)));
