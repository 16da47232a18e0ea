package s3_test

import (
	"fmt"
	"testing"

	"skylab/engine/s3"
)

// Buckets are listed in pages of any size, each once.
func TestListBucketsPages(t *testing.T) {
	w := newWorld()
	for _, name := range []string{"ccc", "aaa", "bbb", "other"} {
		w.bucket(t, name)
	}
	for _, c := range []struct {
		size   int
		prefix string
		want   string
	}{{1, "", "[aaa] [bbb] [ccc] [other] "}, {2, "", "[aaa bbb] [ccc other] "}, {3, "", "[aaa bbb ccc] [other] "}, {4, "", "[aaa bbb ccc other] "}, {2, "o", "[other] "}} {
		got, token := "", ""
		for n := 1; n == 1 || token != ""; n++ {
			out, err := w.do("ListBuckets", &s3.ListBucketsInput{MaxBuckets: &c.size, ContinuationToken: token, Prefix: c.prefix})
			if err != nil {
				t.Fatal(err)
			}
			var names []string
			for _, b := range out.(*s3.ListBucketsOutput).Buckets {
				names = append(names, b.Name)
			}
			got, token = got+fmt.Sprint(names)+" ", out.(*s3.ListBucketsOutput).ContinuationToken
		}
		if got != c.want {
			t.Errorf("by %d: %s, not %s", c.size, got, c.want)
		}
	}
	for _, size := range []string{"0", "-1", "10001"} {
		hasPrefix(t, size, w.call("ListBuckets", `{"MaxBuckets":`+size+`}`), "InvalidArgument: Argument max-buckets must be an integer between 1 and 10000")
	}
}
