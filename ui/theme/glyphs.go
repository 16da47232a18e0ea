package theme

// Glyphs are the signs that carry meaning. None is an emoji, a wide or a
// Braille character (Braille displays read those as letters).
type Glyphs struct {
	// The states of an environment.
	Init, Starting, Busy, Idle, Expired, Throttled string
	// A request on its way, waiting, answered and failed.
	Request, Waiting, Done, Failed string
	// Marks of lists and of choices: one of many, any of many.
	Bullet, Selected, ChoiceOff, ChoiceOn, CheckOff, CheckOn string
	// Judgements and progress of a chapter: unread, begun, known.
	Good, Bad, Warn, New, Learning, Known string
	// Arrows and separators.
	Right, Left, Up, Down, Sep, Ellipsis string
	// Quote is the bar at the left of a quotation or of a live block.
	Quote string
	// Bar is the full cell of a gauge, Track its empty one.
	Bar, Track string
	// Line is the done part of a thin meter, Thread what is left of it.
	Line, Thread string
	// Ramp is eight heights for sparklines, from the lowest.
	Ramp [8]string
	// Part is eight fills of a cell from the left, from an eighth to full.
	Part [8]string
	// Thumb and Groove are the scroll bar.
	Thumb, Groove string
	// Play and Pause say whether time passes.
	Play, Pause string
	// Served stands before the address at which the world is served.
	Served string
}

var unicodeGlyphs = Glyphs{
	Init: "░", Starting: "▒", Busy: "■", Idle: "□", Expired: "◌", Throttled: "✕",
	Request: "●", Waiting: "◦", Done: "✓", Failed: "✕",
	Bullet: "•", Selected: "▸", ChoiceOff: "○", ChoiceOn: "●", CheckOff: "□", CheckOn: "■",
	Good: "✓", Bad: "✕", Warn: "!", New: "○", Learning: "◐", Known: "●",
	Right: "→", Left: "←", Up: "↑", Down: "↓", Sep: "·", Ellipsis: "…",
	Quote: "▎", Bar: "█", Track: "░", Line: "━", Thread: "─",
	Ramp:  [8]string{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"},
	Part:  [8]string{"▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"},
	Thumb: "┃", Groove: "│", Play: "▸", Pause: "‖", Served: "⇄",
}

var asciiGlyphs = Glyphs{
	Init: ":", Starting: "%", Busy: "#", Idle: "o", Expired: ".", Throttled: "x",
	Request: "*", Waiting: ".", Done: "v", Failed: "x",
	Bullet: "*", Selected: ">", ChoiceOff: "( )", ChoiceOn: "(*)", CheckOff: "[ ]", CheckOn: "[x]",
	Good: "v", Bad: "x", Warn: "!", New: "-", Learning: "~", Known: "*",
	Right: "->", Left: "<-", Up: "^", Down: "v", Sep: "-", Ellipsis: "...",
	Quote: "|", Bar: "#", Track: ".", Line: "=", Thread: "-",
	Ramp:  [8]string{"_", ".", ":", "-", "=", "+", "*", "#"},
	Part:  [8]string{".", ".", ":", ":", "+", "+", "#", "#"},
	Thumb: "#", Groove: "|", Play: ">", Pause: "=", Served: "@",
}
