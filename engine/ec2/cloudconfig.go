package ec2

import (
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
)

// cloudConfig is the shell script that does what user data in YAML wants:
// packages, write_files and runcmd (cloud-init's documentation, module
// reference). Other keys are passed over, as modules that do nothing here.
func cloudConfig(data []byte) ([]byte, error) {
	var c struct {
		Packages   []string `yaml:"packages"`
		WriteFiles []struct {
			Path    string `yaml:"path"`
			Content string `yaml:"content"`
		} `yaml:"write_files"`
		RunCmd []any `yaml:"runcmd"`
	}
	if err := yaml.Unmarshal(data, &c); err != nil {
		return nil, err
	}
	var b strings.Builder
	b.WriteString("#!/bin/sh\n")
	for _, f := range c.WriteFiles {
		fmt.Fprintf(&b, "cat > %s <<'SKYLAB_END_OF_FILE'\n%sSKYLAB_END_OF_FILE\n", quote(f.Path), ended(f.Content))
	}
	if len(c.Packages) > 0 {
		b.WriteString("dnf install -y")
		for _, p := range c.Packages {
			b.WriteString(" " + quote(p))
		}
		b.WriteString("\n")
	}
	for _, line := range c.RunCmd {
		switch line := line.(type) {
		case string:
			b.WriteString(line + "\n")
		case []any:
			var words []string
			for _, w := range line {
				words = append(words, quote(fmt.Sprint(w)))
			}
			b.WriteString(strings.Join(words, " ") + "\n")
		}
	}
	return []byte(b.String()), nil
}

// quote is a word as the shell reads it literally.
func quote(word string) string { return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'" }

// ended is text with a newline at its end.
func ended(text string) string {
	if text == "" || strings.HasSuffix(text, "\n") {
		return text
	}
	return text + "\n"
}
