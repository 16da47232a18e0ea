package endpoint_test

import (
	"bufio"
	"fmt"
	"net"
	"strings"
	"testing"
)

// Python reads the names of an object's metadata as they are written: S3 writes
// them in lower case.
func TestMetadataInLowerCase(t *testing.T) {
	s := serve(t, "")
	s.ask("PUT", "/photos", "", "Authorization: "+signed("s3"))
	s.ask("PUT", "/photos/k", "body", "Authorization: "+signed("s3"), "X-Amz-Meta-Who: me")
	c, err := net.Dial("tcp", s.address)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	fmt.Fprintf(c, "HEAD /photos/k HTTP/1.1\r\nHost: %s\r\nAuthorization: %s\r\nConnection: close\r\n\r\n", s.address, signed("s3"))
	var head []string
	for lines := bufio.NewScanner(c); lines.Scan(); {
		head = append(head, lines.Text())
	}
	if got := strings.Join(head, "\n"); !strings.Contains(got, "\nx-amz-meta-who: me\n") {
		t.Errorf("answered\n%s", got)
	}
}
