// What a session's agent signalled, kept for those who look later.
import {afterLook, afterSignal, NO_SIGNALS, type ScreenSignal, type SessionSignals} from '../../domain/signal.ts';
import {createSignalRelay} from '../../sessions/signal-relay.ts';
import type {HostMessage} from '../protocol.ts';

/** `tell` reaches all viewers. */
export const createHostSignals = (tell: (message: HostMessage) => void) => {
	let signals: SessionSignals = NO_SIGNALS;
	const relay = createSignalRelay({
		now: () => performance.now(),
		tell: (signal) => {
			signals = afterSignal(signals, signal);
			tell({type: 'signal', signal});
		},
	});
	return {
		hear: (signal: ScreenSignal): void => relay.hear(signal),
		/** A viewer came, or a person looked. */
		watched: (seen: boolean): void => {
			const before = signals;
			if (seen) signals = afterLook(signals);
			if (before !== NO_SIGNALS) tell({type: 'signals', signals});
		},
		close: relay.close,
	};
};
