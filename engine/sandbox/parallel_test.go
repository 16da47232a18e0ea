package sandbox

import (
	"sync"
	"testing"
)

func TestVMsOnSeveralGoroutinesKeepApart(t *testing.T) {
	p, err := NewPackage(map[string][]byte{"index.mjs": []byte(`let n = 0; export const handler = async (e) => ({ n: ++n, e });`)})
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for range 20 {
				v, err := New(p, Config{Handler: "index.handler", MemoryMB: 128, VCPU: 1, InitVCPU: 1})
				if err != nil {
					t.Error(err)
					return
				}
				v.Init(0)
				for i := range 5 {
					turn := v.Invoke(0, []byte(`{}`), Context{})
					if want := `{"n":` + string(rune('1'+i)) + `,"e":{}}`; string(turn.Result) != want {
						t.Errorf("got %s, want %s", turn.Result, want)
					}
				}
				v.Close()
			}
		}()
	}
	wg.Wait()
}
