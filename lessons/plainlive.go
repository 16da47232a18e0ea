package lessons

import (
	"strings"

	"skylab/quiz"
)

// live tells in words what would live on a screen.
func (p *printer) live(b Block) {
	switch b := b.(type) {
	case *Sim:
		p.text("", "[Simulation: "+b.Spec.Title+"]")
		for _, c := range b.Spec.Run {
			p.command(c.Text)
		}
	case *Console:
		for _, x := range b.Exchanges {
			p.command(x.Command.Text)
			for _, l := range x.Output {
				p.line("    " + l)
			}
		}
	case *Predict:
		p.predict(b)
	case *Ask:
		p.text("", "[Question] "+p.spans(Inline(b.Question.Prompt)))
		p.options(b.Question)
	case *Lab:
		p.text("", "[Lab: "+b.Spec.Title+"]")
		p.inner("    ", "    ", b.Goal)
	}
}

// command shows a command line as it is typed, which may take several lines.
func (p *printer) command(text string) {
	for i, l := range strings.Split(text, "\n") {
		p.line(map[bool]string{true: "    $ ", false: "    > "}[i == 0] + l)
	}
}

func (p *printer) predict(b *Predict) {
	p.text("", "[Predict] "+p.spans(Inline(b.Spec.Ask)))
	for _, c := range b.Spec.Run {
		p.command(c.Text)
	}
	q := quiz.Question{Kind: b.Spec.Kind, Unit: b.Spec.Unit}
	for _, o := range b.Spec.Options {
		q.Options = append(q.Options, quiz.Option{Text: o.Text})
	}
	p.options(q)
}

// options lists what can be answered, not what is right.
func (p *printer) options(q quiz.Question) {
	switch q.Kind {
	case quiz.Number:
		if q.Unit != "" {
			p.line("    Answer with a number, in " + q.Unit + ".")
		} else {
			p.line("    Answer with a number.")
		}
		return
	case quiz.Order:
		p.line("    Put in order:")
	case quiz.Several:
		p.line("    Pick all that are right:")
	}
	// The seed is nobody's: every printed copy has the same order.
	for _, i := range q.Shuffled(0) {
		lines := wrap(p.spans(Inline(q.Options[i].Text)), p.width-6)
		for n, l := range lines {
			p.line(map[bool]string{true: "    - ", false: "      "}[n == 0] + l)
		}
	}
}
