package guest

import (
	"encoding/base64"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"skylab/engine/guest/shell"
)

// input is what a command reads: the files it names, or its input.
func (s *System) input(c *shell.Command, files []string) (string, bool) {
	if len(files) == 0 {
		return string(c.In), true
	}
	var b strings.Builder
	ok := true
	for _, name := range files {
		data, err := s.readSpecial(c.Shell.Path(name))
		if err != nil {
			c.Fail("%v", err)
			ok = false
		}
		b.Write(data)
	}
	return b.String(), ok
}

// flags are a command's options, by letter, and its other words. Options in
// valued take the next word.
func flags(c *shell.Command, valued string) (map[string]string, []string) {
	options, words := map[string]string{}, []string{}
	for i := 1; i < len(c.Args); i++ {
		a := c.Args[i]
		if len(a) < 2 || a[0] != '-' {
			words = append(words, a)
			continue
		}
		if strings.HasPrefix(a, "--") {
			name, value, _ := strings.Cut(a[2:], "=")
			options[name] = value
			continue
		}
		if n := a[1:]; strings.Trim(n, "0123456789") == "" {
			options["n"] = n // head -5
			continue
		}
		for at, letter := range a[1:] {
			name := string(letter)
			options[name] = ""
			if strings.Contains(valued, name) {
				if options[name] = a[at+2:]; options[name] == "" && i+1 < len(c.Args) {
					i++
					options[name] = c.Args[i]
				}
				break
			}
		}
	}
	return options, words
}

func echo(_ *System, c *shell.Command) int {
	args, end := c.Args[1:], "\n"
	escapes := false
	for len(args) > 0 && (args[0] == "-n" || args[0] == "-e" || args[0] == "-ne" || args[0] == "-en") {
		if strings.Contains(args[0], "n") {
			end = ""
		}
		escapes = escapes || strings.Contains(args[0], "e")
		args = args[1:]
	}
	text := strings.Join(args, " ")
	if escapes {
		text = unescape(text)
	}
	c.Printf("%s%s", text, end)
	return 0
}

func unescape(text string) string {
	return strings.NewReplacer(`\\`, `\`, `\n`, "\n", `\t`, "\t", `\r`, "\r").Replace(text)
}

// printf knows %s, %d, %%, and escapes; more words than verbs use it again.
func printf(_ *System, c *shell.Command) int {
	if len(c.Args) < 2 {
		return c.Fail("usage: printf format [arguments]")
	}
	form, args := unescape(c.Args[1]), c.Args[2:]
	verb := regexp.MustCompile(`%[-0-9.]*[sdi%]`)
	if regexp.MustCompile(`%[-0-9.]*[0-9]{4}`).MatchString(form) {
		return c.Fail("a field is up to 999 characters wide here")
	}
	for first := true; first || len(args) > 0; first = false {
		used := false
		c.Printf("%s", verb.ReplaceAllStringFunc(form, func(v string) string {
			if v == "%%" {
				return "%"
			}
			used = true
			word := ""
			if len(args) > 0 {
				word, args = args[0], args[1:]
			}
			if strings.HasSuffix(v, "s") {
				return fmt.Sprintf(v, word)
			}
			n, _ := strconv.Atoi(word)
			return fmt.Sprintf(v[:len(v)-1]+"d", n)
		}))
		if !used {
			break
		}
	}
	return 0
}

func cat(s *System, c *shell.Command) int {
	_, files := flags(c, "")
	text, ok := s.input(c, files)
	c.Printf("%s", text)
	return status(ok)
}

func status(ok bool) int {
	if ok {
		return 0
	}
	return 1
}

// lines are a text's lines without their ends.
func lines(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(strings.TrimSuffix(text, "\n"), "\n")
}

func show(c *shell.Command, list []string) {
	for _, l := range list {
		c.Printf("%s\n", l)
	}
}

func wanted(options map[string]string) int {
	n := 10
	if text, is := options["n"]; is {
		n, _ = strconv.Atoi(strings.TrimPrefix(text, "+"))
	}
	return max(0, n)
}

func head(s *System, c *shell.Command) int {
	options, files := flags(c, "nc")
	text, ok := s.input(c, files)
	if bytes, is := options["c"]; is {
		n, _ := strconv.Atoi(bytes)
		c.Printf("%s", text[:min(len(text), max(0, n))])
		return status(ok)
	}
	all := lines(text)
	show(c, all[:min(len(all), wanted(options))])
	return status(ok)
}

func tail(s *System, c *shell.Command) int {
	options, files := flags(c, "n")
	if _, follows := options["f"]; follows {
		return c.Fail("skylab's tail does not follow a file; ask again later")
	}
	text, ok := s.input(c, files)
	all := lines(text)
	show(c, all[max(0, len(all)-wanted(options)):])
	return status(ok)
}

func grep(s *System, c *shell.Command) int {
	options, words := flags(c, "eA")
	expression, given := options["e"]
	if !given {
		if len(words) == 0 {
			return c.Fail("usage: grep [OPTION]... PATTERNS [FILE]...")
		}
		expression, words = words[0], words[1:]
	}
	if _, fixed := options["F"]; fixed {
		expression = regexp.QuoteMeta(expression)
	}
	if _, blind := options["i"]; blind {
		expression = "(?i)" + expression
	}
	re, err := regexp.Compile(expression)
	if err != nil {
		return c.Fail("%v", err)
	}
	text, _ := s.input(c, words)
	var found []string
	_, inverted := options["v"]
	for _, l := range lines(text) {
		if re.MatchString(l) != inverted {
			if _, only := options["o"]; only && !inverted {
				l = re.FindString(l)
			}
			found = append(found, l)
		}
	}
	_, quiet := options["q"]
	if _, counts := options["c"]; counts {
		c.Printf("%d\n", len(found))
	} else if !quiet {
		show(c, found)
	}
	return status(len(found) > 0)
}

func wc(s *System, c *shell.Command) int {
	options, files := flags(c, "")
	text, ok := s.input(c, files)
	counts := []struct {
		name string
		n    int
	}{{"l", strings.Count(text, "\n")}, {"w", len(strings.Fields(text))}, {"c", len(text)}}
	var out []string
	for _, count := range counts {
		if _, asked := options[count.name]; asked || len(options) == 0 {
			out = append(out, strconv.Itoa(count.n))
		}
	}
	c.Printf("%s\n", strings.Join(append(out, files...), " "))
	return status(ok)
}

func sortLines(s *System, c *shell.Command) int {
	options, files := flags(c, "k")
	text, ok := s.input(c, files)
	all := lines(text)
	slices.SortStableFunc(all, func(a, b string) int {
		if _, numeric := options["n"]; numeric {
			x, _ := strconv.ParseFloat(strings.TrimSpace(a), 64)
			y, _ := strconv.ParseFloat(strings.TrimSpace(b), 64)
			if x != y {
				return map[bool]int{true: -1, false: 1}[x < y]
			}
		}
		return strings.Compare(a, b)
	})
	if _, back := options["r"]; back {
		slices.Reverse(all)
	}
	if _, once := options["u"]; once {
		all = slices.Compact(all)
	}
	show(c, all)
	return status(ok)
}

func tee(s *System, c *shell.Command) int {
	options, files := flags(c, "")
	result := 0
	for _, name := range files {
		write := s.WriteFile
		if _, more := options["a"]; more {
			write = s.AppendFile
		}
		if err := write(c.Shell.Path(name), c.In); err != nil {
			result = c.Fail("%v", err)
		}
	}
	c.Out.Write(c.In) //nolint:errcheck // in memory
	return result
}

func cut(s *System, c *shell.Command) int {
	options, files := flags(c, "dfc")
	mark, n := "\t", 1
	if d := options["d"]; d != "" {
		mark = d
	}
	n, err := strconv.Atoi(options["f"])
	if err != nil || n < 1 {
		return c.Fail("you must specify a list of fields: skylab's cut takes one, as in -f 2")
	}
	text, ok := s.input(c, files)
	for _, l := range lines(text) {
		fields := strings.Split(l, mark)
		if len(fields) == 1 {
			c.Printf("%s\n", l)
		} else if n <= len(fields) {
			c.Printf("%s\n", fields[n-1])
		} else {
			c.Printf("\n")
		}
	}
	return status(ok)
}

func tr(_ *System, c *shell.Command) int {
	options, words := flags(c, "")
	if _, deletes := options["d"]; deletes && len(words) == 1 {
		set := unescape(words[0])
		c.Printf("%s", strings.Map(func(r rune) rune {
			if strings.ContainsRune(set, r) {
				return -1
			}
			return r
		}, string(c.In)))
		return 0
	}
	if len(words) != 2 {
		return c.Fail("two sets are needed, or -d and one")
	}
	from, to := ranges(unescape(words[0])), ranges(unescape(words[1]))
	if len(to) == 0 {
		return c.Fail("when not truncating set1, string2 must be non-empty")
	}
	c.Printf("%s", strings.Map(func(r rune) rune {
		if i := slices.Index(from, r); i >= 0 {
			return to[min(i, len(to)-1)]
		}
		return r
	}, string(c.In)))
	return 0
}

// ranges writes "a-z" out.
func ranges(set string) (out []rune) {
	runes := []rune(set)
	for i := 0; i < len(runes); i++ {
		if i+2 < len(runes) && runes[i+1] == '-' && runes[i] < runes[i+2] && runes[i+2]-runes[i] < 256 {
			for r := runes[i]; r <= runes[i+2]; r++ {
				out = append(out, r)
			}
			i += 2
			continue
		}
		out = append(out, runes[i])
	}
	return out
}

// sed knows s/a/b/ with g, with -i for files; other scripts it refuses.
func sed(s *System, c *shell.Command) int {
	options, words := flags(c, "e")
	script, given := options["e"]
	if !given {
		if len(words) == 0 {
			return c.Fail("a script is needed, such as s/a/b/")
		}
		script, words = words[0], words[1:]
	}
	if len(script) < 4 || script[0] != 's' {
		return c.Fail("skylab's sed knows s/old/new/ and s/old/new/g, not %s", script)
	}
	parts := strings.Split(script[2:], script[1:2])
	if len(parts) != 3 {
		return c.Fail("-e expression #1, char %d: unterminated `s' command", len(script))
	}
	re, err := regexp.Compile(parts[0])
	if err != nil {
		return c.Fail("%v", err)
	}
	change := func(text string) string {
		all := lines(text)
		for i, l := range all {
			with := regexp.MustCompile(`\\([0-9])`).ReplaceAllString(strings.ReplaceAll(parts[1], "$", "$$"), "$${$1}")
			if strings.Contains(parts[2], "g") {
				all[i] = re.ReplaceAllString(l, with)
			} else if at := re.FindStringSubmatchIndex(l); at != nil {
				all[i] = l[:at[0]] + string(re.ExpandString(nil, with, l, at)) + l[at[1]:]
			}
		}
		return strings.Join(all, "\n") + "\n"
	}
	if _, inPlace := options["i"]; inPlace {
		for _, name := range words {
			text, ok := s.input(c, []string{name})
			if !ok {
				return 1
			}
			if err := s.WriteFile(c.Shell.Path(name), []byte(change(text))); err != nil {
				return c.Fail("%v", err)
			}
		}
		return 0
	}
	text, ok := s.input(c, words)
	c.Printf("%s", change(text))
	return status(ok)
}

func seq(_ *System, c *shell.Command) int {
	numbers := []int{}
	for _, a := range c.Args[1:] {
		n, err := strconv.Atoi(a)
		if err != nil {
			return c.Fail("invalid floating point argument: '%s'", a)
		}
		numbers = append(numbers, n)
	}
	first, step, last := 1, 1, 0
	switch len(numbers) {
	case 1:
		last = numbers[0]
	case 2:
		first, last = numbers[0], numbers[1]
	case 3:
		first, step, last = numbers[0], numbers[1], numbers[2]
	default:
		return c.Fail("missing operand")
	}
	if step == 0 {
		return c.Fail("invalid Zero increment value: '0'")
	}
	for i, n := first, 0; (step > 0 && i <= last || step < 0 && i >= last) && n < shell.MaxSteps; i, n = i+step, n+1 {
		c.Printf("%d\n", i)
	}
	return 0
}

func base64Text(s *System, c *shell.Command) int {
	options, files := flags(c, "w")
	text, ok := s.input(c, files)
	if _, decodes := options["d"]; decodes {
		data, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(text), ""))
		if err != nil {
			return c.Fail("invalid input")
		}
		c.Out.Write(data) //nolint:errcheck // in memory
		return status(ok)
	}
	c.Printf("%s\n", base64.StdEncoding.EncodeToString([]byte(text)))
	return status(ok)
}
