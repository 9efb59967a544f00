package dev.millrace.benchmarks;

/**
 * The two networks in TorchScript, one call of {@code forward} each.
 *
 * <p>Weights are arguments; layouts are PyTorch's own. Training programs return the loss of the batch. Adam is one
 * program over all weights, with the in-place operations of PyTorch's own implementation.
 */
final class PyTorchPrograms {

    static final String IDENTITY = """
            def forward(self: __torch__.Model, x: Tensor) -> Tensor:
              return x
            """;

    private static final String CNN_LAYERS = """
              a = torch.relu(torch.conv2d(x, w1, b1, [1, 1], [1, 1], [1, 1], 1))
              p = torch.max_pool2d(a, [2, 2], [2, 2], [0, 0], [1, 1], False)
              c = torch.relu(torch.conv2d(p, w2, b2, [1, 1], [1, 1], [1, 1], 1))
              q = torch.max_pool2d(c, [2, 2], [2, 2], [0, 0], [1, 1], False)
              d = torch.relu(torch.linear(torch.flatten(q, 1, -1), w3, b3))
            """;

    private static final String CNN_WEIGHTS =
            "w1: Tensor, b1: Tensor, w2: Tensor, b2: Tensor, w3: Tensor, b3: Tensor, w4: Tensor, b4: Tensor";

    static final String CNN_INFERENCE = "def forward(self: __torch__.Model, x: Tensor, " + CNN_WEIGHTS
            + ") -> Tensor:\n" + CNN_LAYERS + "  return torch.softmax(torch.linear(d, w4, b4), 1)\n";

    static final String CNN_TRAINING = "def forward(self: __torch__.Model, x: Tensor, y: Tensor, " + CNN_WEIGHTS
            + ") -> Tensor:\n" + CNN_LAYERS
            + "  return torch.cross_entropy_loss(torch.linear(torch.dropout(d, 0.5, True), w4, b4), y, None, 1, -100, 0.)\n";

    private static final String BILSTM_LAYERS = """
              v = torch.embedding(e, x, -1, False, False)
              y, hn, cn = torch.lstm(v, [h, h], [w1, w2, b1, b2, w3, w4, b3, b4], True, 1, 0., %s, True, True)
              m = torch.mean(y, [1], False)
            """;

    private static final String BILSTM_WEIGHTS =
            "e: Tensor, w1: Tensor, w2: Tensor, b1: Tensor, b2: Tensor, w3: Tensor,"
                    + " w4: Tensor, b3: Tensor, b4: Tensor, wo: Tensor, bo: Tensor";

    static final String BILSTM_INFERENCE = "def forward(self: __torch__.Model, x: Tensor, h: Tensor, " + BILSTM_WEIGHTS
            + ") -> Tensor:\n" + BILSTM_LAYERS.formatted("False") + "  return torch.sigmoid(torch.linear(m, wo, bo))\n";

    static final String BILSTM_TRAINING = "def forward(self: __torch__.Model, x: Tensor, t: Tensor, h: Tensor, "
            + BILSTM_WEIGHTS + ") -> Tensor:\n" + BILSTM_LAYERS.formatted("True")
            + "  return torch.binary_cross_entropy_with_logits("
            + "torch.linear(torch.dropout(m, 0.5, True), wo, bo), t, None, None, 1)\n";

    private PyTorchPrograms() {}

    /** Adam (Kingma and Ba 2015, algorithm 1) over {@code tensors} weights; arguments: rate, weights, gradients, first and second moments. */
    static String adam(int tensors) {
        StringBuilder arguments = new StringBuilder("def forward(self: __torch__.Model, r: Tensor");
        StringBuilder body = new StringBuilder("  rate = float(torch.item(r))\n");
        for (String name : new String[] {"w", "g", "m", "v"}) {
            for (int i = 0; i < tensors; i++) {
                arguments.append(", ").append(name).append(i).append(": Tensor");
            }
        }
        for (int i = 0; i < tensors; i++) {
            body.append("""
                      torch.add_(torch.mul_(m%1$d, 0.9), g%1$d, alpha=0.1)
                      torch.addcmul_(torch.mul_(v%1$d, 0.999), g%1$d, g%1$d, value=0.001)
                      torch.addcdiv_(w%1$d, m%1$d, torch.add_(torch.sqrt(v%1$d), 1e-08), value=torch.neg(rate))
                      torch.zero_(g%1$d)
                    """.formatted(i));
        }
        return arguments + ") -> Tensor:\n" + body + "  return r\n";
    }
}
