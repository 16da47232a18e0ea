package lessons

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// expression is {{ … }} in the text. It is found before anything else, so that
// stars, quotes and underscores in it are its own.
type expression struct {
	ast.BaseInline
	source string
	offset int // in the file
}

var kindExpression = ast.NewNodeKind("Expression")

func (*expression) Kind() ast.NodeKind { return kindExpression }

func (e *expression) Dump(src []byte, level int) {
	ast.DumpHelper(e, src, level, map[string]string{"Source": e.source}, nil)
}

type expressionParser struct{}

func (expressionParser) Trigger() []byte { return []byte{'{'} }

// Parse reads an expression within one line.
func (expressionParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if !bytes.HasPrefix(line, []byte("{{")) {
		return nil
	}
	end := bytes.Index(line, []byte("}}"))
	if end < 0 {
		return nil
	}
	block.Advance(end + 2)
	// In a table a | has to be escaped.
	source := strings.ReplaceAll(string(line[2:end]), `\|`, `|`)
	return &expression{source: strings.TrimSpace(source), offset: segment.Start}
}

// newParser reads GitHub's Markdown with definition lists and expressions.
func newParser() parser.Parser {
	md := goldmark.New(
		goldmark.WithExtensions(extension.GFM, extension.DefinitionList),
		goldmark.WithParserOptions(parser.WithInlineParsers(util.Prioritized(expressionParser{}, 50))),
	)
	return md.Parser()
}
