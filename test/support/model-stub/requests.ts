// Requests of the four services in one form: which tools the agent offers, what was said to it.
import type {Tool} from './script.ts';

// biome-ignore lint/suspicious/noExplicitAny: whatever four services' clients may send, looked at by a stub
type Json = any;

export type Request = {
	readonly api: 'anthropic' | 'responses' | 'chat' | 'gemini';
	readonly model: string;
	readonly stream: boolean;
	readonly tools: readonly Tool[];
	/** A JSON schema for the answer; such a request is none of the conversation. */
	readonly schema: Json;
};

/** The request behind a path and its body; null for one that no model answers. */
export const readRequest = (path: string, body: Json): Request | null => {
	const gemini = /\/models\/([^/:]+):(streamGenerateContent|generateContent)$/.exec(path);
	if (gemini) {
		const tools = (body.tools ?? []).flatMap((group: Json) => group.functionDeclarations ?? []);
		const config = body.generationConfig ?? {};
		return {
			api: 'gemini',
			model: gemini[1] as string,
			stream: gemini[2] === 'streamGenerateContent',
			tools: tools.map((tool: Json) => toolOf(tool.name, tool.parametersJsonSchema ?? tool.parameters)),
			schema: config.responseJsonSchema ?? config.responseSchema ?? null,
		};
	}
	const common = {model: String(body?.model), stream: body?.stream === true, schema: null};
	if (/\/messages$/.test(path))
		return {
			api: 'anthropic',
			...common,
			tools: (body.tools ?? []).map((tool: Json) => toolOf(tool.name, tool.input_schema)),
		};
	if (/\/responses$/.test(path))
		return {
			api: 'responses',
			...common,
			// codex asks for a title with all of its tools, and a schema.
			schema: body.text?.format?.schema ?? null,
			tools: (body.tools ?? []).flatMap(responsesTools),
		};
	if (/\/chat\/completions$/.test(path)) {
		const tools = (body.tools ?? []).map((tool: Json) => toolOf(tool.function?.name, tool.function?.parameters));
		return {api: 'chat', ...common, tools};
	}
	return null;
};

const responsesTools = (tool: Json): Tool[] => {
	if (tool.type !== 'namespace') return [toolOf(tool.name ?? tool.type, tool.parameters, tool.type === 'custom')];
	return (tool.tools ?? []).map((inner: Json) =>
		toolOf(inner.name, inner.parameters, inner.type === 'custom', tool.name),
	);
};

const toolOf = (name: string, schema: Json, isText = false, namespace: string | null = null): Tool => ({
	name,
	properties: schema?.properties ?? {},
	required: schema?.required ?? [],
	isText,
	namespace,
});

/** The smallest value that a JSON schema allows. */
export const smallest = (schema: Json): Json => {
	if (schema?.enum) return schema.enum[0];
	switch (String(schema?.type ?? 'object').toLowerCase()) {
		case 'object': {
			const keys: string[] = schema.required ?? Object.keys(schema.properties ?? {});
			return Object.fromEntries(keys.map((key) => [key, smallest(schema.properties?.[key])]));
		}
		case 'array':
			return [];
		case 'number':
		case 'integer':
			return 1;
		case 'boolean':
			return false;
		default:
			return 'text';
	}
};
