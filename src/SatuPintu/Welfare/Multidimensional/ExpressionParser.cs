namespace SatuPintu.Welfare.Multidimensional;

/// <summary>
/// Reads a condition on the columns of a table: comparisons of numbers, columns and quoted texts, arithmetic, <c>and</c>, <c>or</c>,
/// <c>not</c> (<c>&amp;&amp;</c>, <c>||</c>, <c>!</c>) and parentheses. A column whose name has other signs stands in backticks.
/// </summary>
internal sealed class ExpressionParser
{
    // A condition is nested by hand; deeper than this it was made to do harm.
    private const int Deepest = 200;

    private readonly List<Token> tokens;
    private int at;
    private int depth;

    private ExpressionParser(string text) => tokens = ExpressionTokens.Of(text);

    private Token Here => tokens[at];

    /// <summary>Reads a condition.</summary>
    /// <exception cref="ExpressionException">The text is no condition; says where and why.</exception>
    public static Node Parse(string text)
    {
        var parser = new ExpressionParser(text);
        var node = parser.Or();
        if (parser.Here.Kind != TokenKind.End) throw parser.Unexpected();
        return Condition(node);
    }

    private Node Or() => Joined(And, "or", "||");

    private Node And() => Joined(Not, "and", "&&");

    private Node Joined(Func<Node> part, string word, string sign)
    {
        var node = part();
        while (Takes(word, sign) is { } token) node = new BinaryNode(token.At, word, Condition(node), Condition(part()));
        return node;
    }

    private Node Not()
    {
        if (Takes("not", "!") is not { } token) return Comparison();
        Enter(token);
        var node = new NotNode(token.At, Condition(Not()));
        depth--;
        return node;
    }

    private Node Comparison()
    {
        var left = Sum();
        if (Here is not { Kind: TokenKind.Sign, Text: "<" or "<=" or ">" or ">=" or "==" or "=" or "!=" or "<>" } sign) return left;
        at++;
        var right = Sum();
        var text = sign.Text switch { "=" => "==", "<>" => "!=", var same => same };
        if (left is TextNode || right is TextNode) return OfText(sign, text, left, right);
        return new BinaryNode(sign.At, text, Number(left), Number(right));
    }

    private static TextComparison OfText(Token sign, string text, Node left, Node right)
    {
        if (text is not ("==" or "!=")) throw new ExpressionException("welfare.expression.text_order", sign.At, sign.Text);
        var (word, other) = left is TextNode t ? (t, right) : ((TextNode)right, left);
        return other is ColumnNode column
            ? new TextComparison(sign.At, column.Name, word.Text, text == "==")
            : throw new ExpressionException("welfare.expression.text_alone", word.At, word.Text);
    }

    private Node Sum()
    {
        var node = Product();
        while (Here is { Kind: TokenKind.Sign, Text: "+" or "-" } sign)
        {
            at++;
            node = new BinaryNode(sign.At, sign.Text, Number(node), Number(Product()));
        }
        return node;
    }

    private Node Product()
    {
        var node = Value();
        while (Here is { Kind: TokenKind.Sign, Text: "*" or "/" } sign)
        {
            at++;
            node = new BinaryNode(sign.At, sign.Text, Number(node), Number(Value()));
        }
        return node;
    }

    private Node Value()
    {
        var token = Here;
        if (token is { Kind: TokenKind.Sign, Text: "-" })
        {
            at++;
            Enter(token);
            var negated = new BinaryNode(token.At, "-", new NumberNode(token.At, 0), Number(Value()));
            depth--;
            return negated;
        }
        if (token is { Kind: TokenKind.Sign, Text: "(" })
        {
            at++;
            Enter(token);
            var inner = Or();
            if (Here is not { Kind: TokenKind.Sign, Text: ")" }) throw new ExpressionException("welfare.expression.parenthesis", token.At, Here.Text);
            at++;
            depth--;
            return inner;
        }
        if (token.Kind is TokenKind.Sign or TokenKind.End || IsWord(token)) throw Unexpected();
        at++;
        return token.Kind switch
        {
            TokenKind.Number => new NumberNode(token.At, token.Value),
            TokenKind.Text => new TextNode(token.At, token.Text),
            _ => new ColumnNode(token.At, token.Text),
        };
    }

    private Token? Takes(string word, string sign)
    {
        var token = Here;
        var taken = token.Kind == TokenKind.Sign && token.Text == sign || token.Kind == TokenKind.Name && string.Equals(token.Text, word, StringComparison.OrdinalIgnoreCase);
        if (!taken) return null;
        at++;
        return token;
    }

    private void Enter(Token token)
    {
        if (++depth > Deepest) throw new ExpressionException("welfare.expression.deep", token.At, token.Text);
    }

    private static bool IsWord(Token token) => token.Kind == TokenKind.Name && token.Text.ToLowerInvariant() is "and" or "or" or "not";

    private static Node Condition(Node node) => node.IsCondition ? node : throw new ExpressionException("welfare.expression.no_condition", node.At, (node as ColumnNode)?.Name ?? "");

    private static Node Number(Node node) => node switch
    {
        TextNode text => throw new ExpressionException("welfare.expression.text_alone", text.At, text.Text),
        { IsCondition: true } => throw new ExpressionException("welfare.expression.no_number", node.At, ""),
        _ => node,
    };

    private ExpressionException Unexpected() => new(Here.Kind == TokenKind.End ? "welfare.expression.ends" : "welfare.expression.unexpected", Here.At, Here.Text);
}
