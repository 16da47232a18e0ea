package content

import (
	"os"
	"testing"
)

// TestEveryChapterIsEmbedded: a folder that is not named in the directive is
// left out of the program without a word.
func TestEveryChapterIsEmbedded(t *testing.T) {
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !e.IsDir() {
			continue
		}
		if _, err := files.Open(e.Name() + "/chapter.md"); err != nil {
			t.Errorf("%s is not embedded: %v", e.Name(), err)
		}
	}
}
