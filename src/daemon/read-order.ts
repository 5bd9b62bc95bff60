/** The order is the first line; what an inline session is told by the end of the pipe comes later. */
export const readOrder = (stream: NodeJS.ReadStream): Promise<string> =>
	new Promise((resolve) => {
		let text = '';
		stream.setEncoding('utf8');
		stream.on('data', (chunk: string) => {
			text += chunk;
			if (text.includes('\n')) resolve(text);
		});
		stream.on('end', () => resolve(text));
	});
