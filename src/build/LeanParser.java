import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipFile;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Writes the YAML library's parser and scanner as they are, but for what they would do at their
 * start: two lambdas, which become classes, and a regular expression that only escapes in quoted
 * text need, which is compiled where it is used.
 *
 * <p>A JVM of version 17 links a lambda at each launch, with what it has for that: an eighth of a
 * launch, for two. No statement of the library changes; what this does not understand it refuses.
 *
 * <p>Called by the build: {@code java -cp asm.jar LeanParser.java LIBRARY.jar DIRECTORY}
 */
public final class LeanParser {

  private static final String PARSER = "org/snakeyaml/engine/v2/parser/ParserImpl";
  private static final String SCANNER = "org/snakeyaml/engine/v2/scanner/ScannerImpl";
  private static final String PATTERN = "java/util/regex/Pattern";
  private static final int API = Opcodes.ASM9;

  private final Map<String, byte[]> written = new TreeMap<>();

  private LeanParser() {}

  public static void main(String[] args) throws IOException {
    LeanParser classes = new LeanParser();
    try (ZipFile library = new ZipFile(args[0])) {
      for (String name : List.of(PARSER, SCANNER)) {
        try (InputStream in = library.getInputStream(library.getEntry(name + ".class"))) {
          classes.rewrite(name, in.readAllBytes());
        }
      }
    }
    for (Map.Entry<String, byte[]> entry : classes.written.entrySet()) {
      Path file = Path.of(args[1], entry.getKey() + ".class");
      Files.createDirectories(file.getParent());
      Files.write(file, entry.getValue());
    }
  }

  private void rewrite(String name, byte[] original) {
    ClassWriter writer = new ClassWriter(0);
    Rewriter rewriter = new Rewriter(name, writer);
    new ClassReader(original).accept(rewriter, 0);
    require(rewriter.lambdas + rewriter.uses > 0, "nothing to rewrite in " + name);
    require(rewriter.pattern == null || rewriter.uses > 0, "no use of the pattern in " + name);
    written.put(name, writer.toByteArray());
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalStateException(otherwise + ": another version of the library?");
    }
  }

  /** One class, and the classes of its lambdas. */
  private final class Rewriter extends ClassVisitor {
    private final String owner;

    /** The text of the regular expression; null until the class has been seen to compile it. */
    private String pattern;

    private String field;
    private int lambdas;
    private int uses;

    Rewriter(String owner, ClassVisitor next) {
      super(API, next);
      this.owner = owner;
    }

    @Override
    public FieldVisitor visitField(int access, String name, String type, String generic, Object v) {
      if (type.equals("L" + PATTERN + ";")) {
        require(owner.equals(SCANNER) && field == null, "a pattern " + name + " in " + owner);
        field = name;
        pattern = "[^0-9A-Fa-f]"; // Compared with what the class initialiser has.
        return null;
      }
      return super.visitField(access, name, type, generic, v);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String type, String generic, String[] exceptions) {
      boolean lambda = (access & Opcodes.ACC_SYNTHETIC) != 0 && name.startsWith("lambda$");
      int visible = lambda ? access & ~Opcodes.ACC_PRIVATE : access;
      MethodVisitor next = super.visitMethod(visible, name, type, generic, exceptions);
      return name.equals("<clinit>") && field != null ? new Initialiser(next) : new Code(next);
    }

    /** Compiles the regular expression where it is used, and makes an object for each lambda. */
    private final class Code extends MethodVisitor {
      Code(MethodVisitor next) {
        super(API, next);
      }

      @Override
      public void visitFieldInsn(int opcode, String of, String name, String type) {
        if (of.equals(owner) && name.equals(field)) {
          require(opcode == Opcodes.GETSTATIC, "another value of " + name);
          uses++;
          super.visitLdcInsn(pattern);
          super.visitMethodInsn(
              Opcodes.INVOKESTATIC, PATTERN, "compile", "(Ljava/lang/String;)" + type, false);
        } else {
          super.visitFieldInsn(opcode, of, name, type);
        }
      }

      @Override
      public void visitInvokeDynamicInsn(
          String name, String type, Handle bootstrap, Object... arguments) {
        if (bootstrap.getOwner().equals("java/lang/invoke/LambdaMetafactory")) {
          String written = owner + "$Lambda" + ++lambdas;
          writeLambda(written, name, type, arguments);
          super.visitMethodInsn(Opcodes.INVOKESTATIC, written, "of", type, false);
        } else {
          super.visitInvokeDynamicInsn(name, type, bootstrap, arguments);
        }
      }
    }

    /** Leaves out the one thing that the scanner's class initialiser does. */
    private final class Initialiser extends MethodVisitor {
      private final List<String> steps = new ArrayList<>();

      Initialiser(MethodVisitor next) {
        super(API, next);
      }

      @Override
      public void visitLdcInsn(Object value) {
        steps.add("ldc " + value);
      }

      @Override
      public void visitMethodInsn(int opcode, String of, String name, String type, boolean i) {
        steps.add("call " + of + "." + name);
      }

      @Override
      public void visitFieldInsn(int opcode, String of, String name, String type) {
        steps.add("put " + name);
      }

      @Override
      public void visitEnd() {
        List<String> expected =
            List.of("ldc " + pattern, "call " + PATTERN + ".compile", "put " + field);
        require(steps.equals(expected), "the class initialiser does " + steps);
        super.visitEnd();
      }
    }
  }

  /** Writes the class of a lambda: its fields are what it captures, its method calls the code. */
  private void writeLambda(String name, String method, String type, Object[] arguments) {
    Handle code = (Handle) arguments[1];
    Type[] captured = Type.getArgumentTypes(type);
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(
        Opcodes.V11,
        Opcodes.ACC_FINAL | Opcodes.ACC_SYNTHETIC | Opcodes.ACC_SUPER,
        name,
        null,
        "java/lang/Object",
        new String[] {Type.getReturnType(type).getInternalName()});
    MethodVisitor of = writer.visitMethod(Opcodes.ACC_STATIC, "of", type, null, null);
    MethodVisitor init = writer.visitMethod(0, "<init>", "()V", null, null);
    MethodVisitor call =
        writer.visitMethod(Opcodes.ACC_PUBLIC, method, arguments[0].toString(), null, null);
    init.visitVarInsn(Opcodes.ALOAD, 0);
    init.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    init.visitInsn(Opcodes.RETURN);
    of.visitTypeInsn(Opcodes.NEW, name);
    of.visitInsn(Opcodes.DUP);
    of.visitMethodInsn(Opcodes.INVOKESPECIAL, name, "<init>", "()V", false);
    for (int i = 0; i < captured.length; i++) {
      require(captured[i].getSort() == Type.OBJECT, "a lambda captures " + captured[i]);
      writer.visitField(0, "c" + i, captured[i].getDescriptor(), null, null);
      of.visitInsn(Opcodes.DUP);
      of.visitVarInsn(Opcodes.ALOAD, i);
      of.visitFieldInsn(Opcodes.PUTFIELD, name, "c" + i, captured[i].getDescriptor());
      call.visitVarInsn(Opcodes.ALOAD, 0);
      call.visitFieldInsn(Opcodes.GETFIELD, name, "c" + i, captured[i].getDescriptor());
    }
    of.visitInsn(Opcodes.ARETURN);
    Type actual = (Type) arguments[2];
    Type[] parameters = actual.getArgumentTypes();
    for (int i = 0; i < parameters.length; i++) {
      require(parameters[i].getSort() == Type.OBJECT, "a lambda takes " + parameters[i]);
      call.visitVarInsn(Opcodes.ALOAD, i + 1);
      call.visitTypeInsn(Opcodes.CHECKCAST, parameters[i].getInternalName());
    }
    boolean isStatic = code.getTag() == Opcodes.H_INVOKESTATIC;
    require(isStatic || code.getTag() == Opcodes.H_INVOKESPECIAL, "a lambda of " + code);
    call.visitMethodInsn(
        isStatic ? Opcodes.INVOKESTATIC : Opcodes.INVOKEVIRTUAL,
        code.getOwner(),
        code.getName(),
        code.getDesc(),
        false);
    int result = Type.getReturnType(code.getDesc()).getSort();
    require(
        result == Type.OBJECT || (result == Type.VOID && actual.getReturnType() == Type.VOID_TYPE),
        "a lambda returns " + actual.getReturnType());
    call.visitInsn(result == Type.VOID ? Opcodes.RETURN : Opcodes.ARETURN);
    for (MethodVisitor each : List.of(of, init, call)) {
      each.visitMaxs(0, 0);
      each.visitEnd();
    }
    written.put(name, writer.toByteArray());
  }
}
