package shell

import (
	"bytes"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"
)

// machine is a system with files whose command "later" is done when told.
type machine struct {
	files   map[string]string
	waiting []func()
	ran     []string
}

func (m *machine) Run(c *Command, done func(int)) {
	m.ran = append(m.ran, strings.Join(c.Args, " "))
	switch c.Args[0] {
	case "echo":
		c.Printf("%s\n", strings.Join(c.Args[1:], " "))
		done(0)
	case "cat":
		c.Out.Write(c.In)
		done(0)
	case "later":
		m.waiting = append(m.waiting, func() { c.Printf("%s\n", strings.Join(c.Args[1:], " ")); done(0) })
	default:
		done(c.Fail("command not found"))
	}
}

func (m *machine) ReadFile(name string) ([]byte, error) {
	if text, is := m.files[name]; is {
		return []byte(text), nil
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

func (m *machine) WriteFile(name string, data []byte) error {
	m.files[name] = string(data)
	return nil
}

func (m *machine) AppendFile(name string, data []byte) error {
	m.files[name] += string(data)
	return nil
}

func (m *machine) List(folder string) (out []string) {
	for _, name := range slices.Sorted(maps.Keys(m.files)) {
		if path.Dir(name) == folder {
			out = append(out, path.Base(name))
		}
	}
	return out
}

func run(t *testing.T, script string) (out string, status int) {
	t.Helper()
	m := &machine{files: map[string]string{"/etc/a.conf": "x", "/etc/b.conf": ""}}
	var b bytes.Buffer
	status = -1
	New(m, "/etc", map[string]string{"HOME": "/etc"}).Run([]byte(script), nil, &b, &b, func(s int) { status = s })
	for len(m.waiting) > 0 {
		next := m.waiting[0]
		m.waiting = m.waiting[1:]
		next()
	}
	if status < 0 {
		t.Fatalf("%s: never ended", script)
	}
	return b.String(), status
}

func TestScripts(t *testing.T) {
	for _, c := range []struct {
		script, out string
		status      int
	}{
		{"echo a; echo b", "a\nb\n", 0},
		{"X=1; echo \"$X-${Y:-none}\"", "1-none\n", 0},
		{"later a && later b || later c", "a\nb\n", 0},
		{"nothing || echo else", "nothing: command not found\nelse\n", 0},
		{"if later; then later yes; else later no; fi", "\nyes\n", 0},
		{"echo $(later inner $(echo deep))", "inner deep\n", 0},
		{"for i in 1 2 3; do later $i; done", "1\n2\n3\n", 0},
		{"for i in 1 2 3; do if [ $i = 2 ]; then continue; fi; echo $i; done", "1\n3\n", 0},
		{"for i in 1 2 3; do later $i; break; done; echo end", "1\nend\n", 0},
		{"n=0; while [ $n -lt 3 ]; do n=$((n+1)); later $n; done", "1\n2\n3\n", 0},
		{"until false; do echo once; exit 3; done; echo never", "once\n", 3},
		{"set -e; false; echo never", "", 1},
		{"set -e; if false; then echo x; fi; false || true; ! true; echo on", "on\n", 0},
		{"set -u; echo $MISSING; echo never", "bash: MISSING: unbound variable\n", 1},
		{"echo one two | cat | cat", "one two\n", 0},
		{"cat <<EOF\nhost ${HOME}\nEOF", "host /etc\n", 0},
		{"cat <<'EOF'\nhost ${HOME}\nEOF", "host ${HOME}\n", 0},
		{"echo a > /tmp/f; echo b >> /tmp/f; cat < /tmp/f", "a\nb\n", 0},
		{"cat < /none; echo on", "bash: open /none: file does not exist\non\n", 0},
		{"nothing 2> /dev/null; echo $?", "1\n", 0},
		{"(X=2; exit 4); echo $? $X", "4\n", 0},
		{"case a.conf in *.txt) echo text;; a.*|b) echo conf;; esac", "conf\n", 0},
		{"greet() { echo hello $1; }; greet you", "hello you\n", 0},
		{"echo *.conf", "a.conf b.conf\n", 0},
		{"[[ -f a.conf && a.conf == *.conf ]] && echo yes", "yes\n", 0},
		{"[ -s /etc/b.conf ] || echo empty", "empty\n", 0},
		{"export A=1 B; A=2 echo $A", "1\n", 0},
		{"read user rest <<< 'ann and bob'; echo $user/$rest", "ann/and bob\n", 0},
		{"later slow & echo fast", "fast\nslow\n", 0},
		{"cd /nowhere; cd /etc && echo $PWD", "bash: cd: /nowhere: No such file or directory\n/etc\n", 0},
		{"if then", "bash: 1:1: `if` must be followed by a statement list\n", 2},
		{"coproc x; echo on", "bash: skylab's shell does not run *syntax.CoprocClause\non\n", 0},
		{"echo ~root", "/home/root\n", 0},
		{"cat <(echo x); echo never", "bash: skylab's shell does not run <( )\n", 1},
		{"echo on > >(later x) 2>&1", "bash: skylab's shell does not run >( ): the output goes on as without it\non\n", 0},
		{"() echo", "bash: skylab's shell does not run a function without a name\n", 2},
		{"set -e; false && true; [ -f /none ] && later x; if true; then false && true; fi; echo on", "on\n", 0},
		{"set -e; true && false; echo never", "", 1},
		{"set -e; (false && true); echo never", "", 1},
		{"while read -r a b; do later $b $a; done <<< $'1 2\\n3 4'; echo end", "2 1\n4 3\nend\n", 0},
		{"read a <<< ''; echo $?; read b < /dev/null; echo $?", "0\n1\n", 0},
		{"later late > /tmp/log & cat < /tmp/log; later; cat < /tmp/log", "\nlate\n", 0},
		{"echo out > /dev/stderr 2> /dev/null; echo err > /dev/stdout", "out\nerr\n", 0},
		{"for ((i = 0; i < 3; i++)); do later $i; if ((i == 1)); then break; fi; done; echo $i", "0\n1\n1\n", 0},
		{"((0)); echo $?; ((2 > 1)) && echo yes; (( 1 / 0 )); echo never", "1\nyes\nbash: division by zero\n", 1},
		{"echo {1..3}; echo {1..1000}{1..1000}; echo never", "1 2 3\nbash: brace expansion would exceed 16384 elements\n", 1},
		{"x=0123456789; for i in {1..40}; do x=$x$x; done; echo never", "bash: x: a variable holds up to 1048576 bytes here\n", 1},
	} {
		if out, status := run(t, c.script); out != c.out || status != c.status {
			t.Errorf("%q: %d %q, want %d %q", c.script, status, out, c.status, c.out)
		}
	}
}

// TestLoopWithoutEnd holds that a script that would never end does, with words.
func TestLoopWithoutEnd(t *testing.T) {
	for _, script := range []string{"while true; do :; done", "while true; do echo; done", "f() { f; }; f", "for i in $(echo); do :; done; while :; do later; done", "for ((;;)); do :; done", "while :; do : {1..9999}; done"} {
		out, status := run(t, script)
		if !strings.Contains(out, "has run 10000 commands") || status != 1 {
			t.Errorf("%s ended with %d after %d bytes: %.200s", script, status, len(out), out)
		}
	}
}

func FuzzScript(f *testing.F) {
	for _, s := range []string{"echo $(later a) > f; cat f", "while read x; do echo $x; done < a.conf", "case $1 in a) ;; esac", "[[ a =~ b ]]", "x=$((1/0)); echo ${x[3]}", "echo {1..3} ~a ${!x} ${#x}", "() echo", "echo > >(cat) <(echo)", "for ((i = 0; i < 3; i++)); do echo $i; done"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, script string) {
		m := &machine{files: map[string]string{"/etc/a.conf": "x\n"}}
		var b bytes.Buffer
		ended := 0
		New(m, "/etc", nil).Run([]byte(script), nil, &b, &b, func(int) { ended++ })
		for n := 0; len(m.waiting) > 0 && n < 100; n++ {
			next := m.waiting[0]
			m.waiting = m.waiting[1:]
			next()
		}
		if ended > 1 {
			t.Fatalf("%q ended %d times", script, ended)
		}
	})
}
