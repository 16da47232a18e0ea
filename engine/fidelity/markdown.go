package fidelity

import (
	"fmt"
	"strings"
)

// Markdown is the register as the page docs/fidelity.md.
func Markdown() string {
	var b strings.Builder
	b.WriteString(`# Fidelity

What the simulation promises, rule by rule. This page is written from the
register in ` + "`engine/fidelity`" + `; change it there, then run
` + "`go test ./engine/fidelity -update`" + `.

* **exact**: what AWS gives: values, texts, order.
* **documented range**: inside a range that AWS or measurements give.
* **simplified**: something is left out; the rule says what.
* **assumption**: no source was found.
`)
	service := ""
	for _, r := range All() {
		if r.Service() != service {
			service = r.Service()
			fmt.Fprintf(&b, "\n## %s\n\n| rule | what the model does | status | source | date |\n|---|---|---|---|---|\n", service)
		}
		_, name, _ := strings.Cut(r.ID, ".")
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s |\n", name, cell(r.Rule), r.Status, cell(r.Source), r.Date)
	}
	return b.String()
}

// cell keeps a text from ending a cell of the table.
func cell(s string) string { return strings.ReplaceAll(s, "|", "\\|") }
