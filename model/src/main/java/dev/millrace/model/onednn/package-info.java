/**
 * The engine: Deeplearning4j's oneDNN library, called directly.
 *
 * <p>Deeplearning4j defines the networks and brings the natives. Its layers are slow, because each one converts activations
 * from and to plain layouts, and because its LSTM loops over time steps in Java. So both networks run on oneDNN's own
 * primitives and on loops that HotSpot vectorises. Every path is tested against Deeplearning4j's layers. These classes play
 * the parts ({@code image} and {@code text} hold the classes that are about one network alone):
 *
 * <table>
 * <caption>Which class does what</caption>
 * <tr><th>network</th><th>work</th><th>where</th><th>class</th><th>why</th></tr>
 * <tr><td>CNN</td><td>serving and training</td><td>with oneDNN</td>
 * <td>{@code image.ConvolutionalPass} → {@link dev.millrace.model.onednn.ConvolutionalGraph} →
 * {@link dev.millrace.model.onednn.ConvolutionStage}, {@link dev.millrace.model.onednn.DenseStage}</td>
 * <td>one graph per batch size keeps activations in oneDNN's layouts from the pixels to the dense layer</td></tr>
 * <tr><td>CNN</td><td>training, backward</td><td>with oneDNN</td>
 * <td>{@link dev.millrace.model.onednn.ConvolutionStageBackward}</td><td>reuses the forward pass' workspace</td></tr>
 * <tr><td>CNN</td><td>second convolution</td><td>float32 with AVX-512</td>
 * <td>{@link dev.millrace.model.onednn.ConvolutionAlgorithm}</td><td>Winograd takes half the time</td></tr>
 * <tr><td>CNN</td><td>serving and training</td><td>without oneDNN</td><td>{@code image.Dl4jImageNetwork}</td>
 * <td>slower, same results</td></tr>
 * <tr><td>BiLSTM</td><td>training</td><td>everywhere</td>
 * <td>{@code text.RecurrentPass} → {@code text.PackedLstm} → {@link dev.millrace.model.onednn.LstmProducts}</td>
 * <td>packed texts need no padding; oneDNN's LSTM primitive takes no lengths</td></tr>
 * <tr><td>BiLSTM</td><td>serving</td><td>float32, or bfloat16 without AMX</td>
 * <td>{@code text.PrecomputedInputEngine} → {@link dev.millrace.model.onednn.RecurrentMatmul}
 * ({@link dev.millrace.model.onednn.Float32RecurrentMatmul},
 * {@link dev.millrace.model.onednn.Bfloat16RecurrentMatmul})</td>
 * <td>words are looked up with the input weights multiplied in, which saves half of the arithmetic</td></tr>
 * <tr><td>BiLSTM</td><td>serving one text</td><td>float32</td><td>{@code text.OneRowProduct}</td>
 * <td>a Java loop is as fast as a library's product and copies nothing</td></tr>
 * <tr><td>BiLSTM</td><td>serving</td><td>tables over 32 MB a direction, or bfloat16 with AMX</td>
 * <td>{@code text.ChunkedOneDnnEngine} → {@link dev.millrace.model.onednn.LstmChunks}</td>
 * <td>oneDNN's LSTM primitive, 25 steps at a time, stays in the second-level cache</td></tr>
 * <tr><td>BiLSTM</td><td>serving</td><td>without oneDNN</td><td>{@code text.PackedTextEngine}</td>
 * <td>the training network's forward pass</td></tr>
 * <tr><td>both</td><td>training step</td><td>everywhere</td>
 * <td>{@code fitting.WeightUpdate} → {@code fitting.FusedOptimizer}</td><td>one fused pass over plain arrays</td></tr>
 * <tr><td>both</td><td>native memory</td><td>everywhere</td>
 * <td>{@link dev.millrace.model.onednn.NativeScope}, {@link dev.millrace.model.onednn.ReferenceCount}</td>
 * <td>freed at a stated moment, never by the garbage collector</td></tr>
 * </table>
 *
 * <p>{@code text.TextEngine.of} and {@code image.ImageModels} choose among them. Measurements: {@code docs/benchmarks.md},
 * {@code docs/decisions/0008} and {@code 0009}.
 */
@NullMarked
package dev.millrace.model.onednn;

import org.jspecify.annotations.NullMarked;
