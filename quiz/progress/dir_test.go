package progress

import "testing"

func TestDir(t *testing.T) {
	for _, tt := range []struct {
		name, flag, goos string
		env              map[string]string
		want             string // "" is an error
	}{
		{"flag", "here", "linux", map[string]string{"XDG_STATE_HOME": "/x", "HOME": "/h"}, "here"},
		{"xdg", "", "linux", map[string]string{"XDG_STATE_HOME": "/x", "HOME": "/h"}, "/x/skylab"},
		{"relative xdg", "", "linux", map[string]string{"XDG_STATE_HOME": "x", "HOME": "/h"}, "/h/.local/state/skylab"},
		{"linux", "", "linux", map[string]string{"HOME": "/h"}, "/h/.local/state/skylab"},
		{"freebsd", "", "freebsd", map[string]string{"HOME": "/h"}, "/h/.local/state/skylab"},
		{"no home", "", "linux", nil, ""},
		{"mac", "", "darwin", map[string]string{"HOME": "/Users/h"}, "/Users/h/Library/Application Support/skylab"},
		{"mac with xdg", "", "darwin", map[string]string{"HOME": "/Users/h", "XDG_STATE_HOME": "/x"}, "/x/skylab"},
		{"windows", "", "windows", map[string]string{"LocalAppData": `C:\Users\h\AppData\Local`}, `C:\Users\h\AppData\Local\skylab`},
		{"windows without", "", "windows", map[string]string{"HOME": "/h"}, ""},
	} {
		got, err := Dir(tt.flag, func(k string) string { return tt.env[k] }, tt.goos)
		if got != tt.want || (err != nil) != (tt.want == "") {
			t.Errorf("%s: %q, %v; want %q", tt.name, got, err, tt.want)
		}
	}
}
