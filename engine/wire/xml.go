package wire

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
)

// appendXML writes a node and all below it.
func appendXML(b []byte, n *node) []byte {
	b = append(b, '<')
	b = append(b, n.name...)
	b = append(b, n.attributes...)
	if n.text == "" && len(n.children) == 0 {
		return append(b, "/>"...)
	}
	b = append(b, '>')
	b = appendText(b, n.text)
	for _, c := range n.children {
		b = appendXML(b, c)
	}
	b = append(b, "</"...)
	b = append(b, n.name...)
	return append(b, '>')
}

// appendText escapes what XML needs escaped; what XML cannot say at all becomes
// the replacement character, as Go's own writer does it.
func appendText(b []byte, text string) []byte {
	if text == "" {
		return b
	}
	var buf bytes.Buffer
	_ = xml.EscapeText(&buf, []byte(text)) // a buffer takes everything
	return append(b, buf.Bytes()...)
}

// parseXML reads a document into a node: its root. Namespaces and attributes are
// left out.
func parseXML(body []byte) (*node, error) {
	d := xml.NewDecoder(bytes.NewReader(body))
	d.Entity = map[string]string{} // no entities but XML's own
	top := &node{}
	stack, texts := []*node{top}, [][]byte{nil}
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("the body is no XML: %v", err)
		}
		at := stack[len(stack)-1]
		switch t := token.(type) {
		case xml.StartElement:
			if len(stack) > maxDepth {
				return nil, fmt.Errorf("the body is XML of more than %d levels", maxDepth)
			}
			n := &node{name: t.Name.Local}
			at.add(n)
			stack, texts = append(stack, n), append(texts, nil)
		case xml.EndElement:
			if len(at.children) == 0 {
				at.text = string(texts[len(texts)-1])
			}
			stack, texts = stack[:len(stack)-1], texts[:len(texts)-1]
		case xml.CharData:
			texts[len(texts)-1] = append(texts[len(texts)-1], t...)
		case xml.Directive:
			return nil, fmt.Errorf("the body is XML with a document type, which AWS refuses")
		}
	}
	if len(top.children) != 1 || len(stack) != 1 {
		return nil, fmt.Errorf("the body is no XML document")
	}
	return top.children[0], nil
}
