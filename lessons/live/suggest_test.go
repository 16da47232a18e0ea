package live

import "testing"

func TestNearest(t *testing.T) {
	names := []string{"check", "completion", "console", "progress", "read"}
	for typed, want := range map[string]string{
		"chek": "check", "consol": "console", "consoel": "console", "READ": "read", "raed": "read",
		"progres": "progress", "run": "", "x": "", "": "", "lambda": "",
	} {
		if got := Nearest(typed, names); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", typed, got, want)
		}
	}
	if got := Nearest("aws/lamda", []string{"AWS/SQS", "AWS/Lambda"}); got != "AWS/Lambda" {
		t.Errorf("Nearest(aws/lamda) = %q", got)
	}
	if d := edits("kitten", "sitting"); d != 3 {
		t.Errorf("edits(kitten, sitting) = %d, want 3", d)
	}
}
